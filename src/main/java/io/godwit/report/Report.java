package io.godwit.report;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Check;
import io.godwit.plan.Placement;
import io.godwit.plan.Prediction;
import io.godwit.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One migration in numbers. Field names are those of report.json.
 *
 * @param mode empty where only memory or only disks moved
 * @param seconds from the journal's first entry to its last; empty while it is under way
 * @param downtimeMillis how long the vCPUs stood still, by libvirt; empty where no memory moved
 * @param longestGapMillis the longest time between two changes of the client's picture during the migration; empty where
 *     no client was watching
 * @param engineDowntimeMillis from the source's STOP to the target's RESUME by QEMU's own stamps; exact where both hosts'
 *     clocks agree
 * @param standstillGapMillis the same with nothing moving: the floor
 * @param freezeMillis what the longest gap has over the one at standstill
 * @param freezeBudgetMillis the longest freeze that was accepted, if anybody named one
 * @param felt what each probe saw
 * @param verified whether the proof of the last step was had
 */
public record Report(String id, String vm, String kind, Optional<String> mode, String result, String reason,
        Instant began, Optional<Double> seconds, Amounts bytes, Optional<Long> downtimeMillis,
        Optional<Long> engineDowntimeMillis, Optional<Long> longestGapMillis, Optional<Long> standstillGapMillis,
        Optional<Long> freezeMillis, Optional<Long> freezeBudgetMillis, boolean verified, Where before, Where after,
        List<CheckLine> checks, List<StepLine> steps, Predicted predicted, List<Felt> felt,
        Optional<Versions> versions) {

    /** Bytes that were copied. */
    public record Amounts(long memory, long disk) {}

    /** Where the VM and its images are. */
    public record Where(String hypervisor, Map<String, String> disks, Map<String, String> exports) {
        static Where of(Placement placement) {
            Map<String, String> disks = new TreeMap<>();
            for (Map.Entry<String, ImageLocation> disk : placement.disks().entrySet()) {
                disks.put(disk.getKey(), disk.getValue().toString());
            }
            return new Where(placement.hypervisor(), disks, placement.exports());
        }
    }

    /** A check of the plan. */
    public record CheckLine(String id, String subject, String verdict, String evidence, String remedy) {
        /** The same in words for JSON. */
        public static CheckLine of(Check check) {
            return new CheckLine(check.id(), check.subject(), check.verdict().name().toLowerCase(java.util.Locale.ROOT),
                    check.evidence(), check.remedy());
        }
    }

    /** A step and how it ended. */
    public record StepLine(int sequence, String title, String shortTitle, String state, Optional<Instant> began,
            Optional<Double> seconds, String detail) {
        static StepLine of(StepRecord step) {
            Optional<Double> seconds = step.began().flatMap(
                    began -> step.ended().map(ended -> Report.seconds(Duration.between(began, ended))));
            return new StepLine(step.sequence(), step.step().title(), shortTitle(step.step()),
                    step.state().name().toLowerCase(java.util.Locale.ROOT), step.began(), seconds, step.detail());
        }

        static String shortTitle(Step step) {
            return switch (step) {
                case Step.CreateImage _ -> "create";
                case Step.CopyBacking _ -> "copy backing";
                case Step.MirrorDisk mirror -> "mirror " + mirror.disk();
                case Step.PivotDisk pivot -> "pivot " + pivot.disk();
                case Step.AbandonMirror abandon -> "end mirror " + abandon.disk();
                case Step.MoveMemory move -> move.copiedDisks().isEmpty() ? "memory" : "disks, memory";
                case Step.Verify _ -> "verify";
                case Step.RemoveImage _ -> "remove";
                case Step.WarmServer _ -> "warm server";
                case Step.MoveExport _ -> "move export";
                case Step.MoveTogether _ -> "export, memory";
                case Step.SettleExport _ -> "settle";
                case Step.VerifyExport _ -> "verify export";
            };
        }
    }

    /** What the plan said beforehand. */
    public record Predicted(double seconds, long memoryBytes, long diskBytes, long downtimeMillis, long freezeMillis,
            List<String> reasons) {
        /** The same in numbers for JSON. */
        public static Predicted of(Prediction prediction) {
            return new Predicted(Report.seconds(prediction.duration()), prediction.memory().count(),
                    prediction.disk().count(), prediction.downtime().toMillis(),
                    prediction.freeze().toMillis(), prediction.reasons());
        }
    }

    /** What it ran on. */
    public record Versions(String machine, String libvirt, String qemu, String emulation) {}

    public static Report of(MigrationRecord migration, List<StepRecord> steps, Measured measured,
            List<Felt> felts, List<Mark> marks, Optional<Versions> versions) {
        var plan = migration.plan();
        Optional<Felt> screen = Felt.ofScreen(felts);
        return new Report(migration.id().value(), plan.request().vm(), plan.kind().label(),
                plan.mode().map(mode -> mode.label()), migration.outcome().label(), migration.reason(),
                migration.began(), migration.ended().map(ended -> seconds(Duration.between(migration.began(), ended))),
                new Amounts(measured.memory().count(), measured.disk().count()),
                measured.downtime().map(Duration::toMillis),
                TimeLine.stood(marks).map(stood -> Math.round(stood.millis())),
                screen.map(felt -> Math.round(felt.longestGapMillis())),
                screen.map(felt -> Math.round(felt.standstillGapMillis())),
                screen.map(felt -> Math.round(felt.freezeMillis())), plan.freezeBudget().map(Duration::toMillis),
                measured.verified(), Where.of(plan.before()),
                Where.of(plan.after()), plan.checks().stream().map(CheckLine::of).toList(),
                steps.stream().map(StepLine::of).toList(), Predicted.of(plan.prediction()), felts, versions);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
