package io.godwit.report;

import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Check;
import io.godwit.plan.Placement;
import io.godwit.plan.Prediction;
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
 * @param standstillGapMillis the same with nothing moving: the floor
 * @param verified whether the proof of the last step was had
 */
public record Report(String id, String vm, String kind, Optional<String> mode, String result, String reason,
        Instant began, Optional<Double> seconds, Amounts bytes, Optional<Long> downtimeMillis,
        Optional<Long> longestGapMillis, Optional<Long> standstillGapMillis, boolean verified, Where before,
        Where after,
        List<CheckLine> checks, List<StepLine> steps, Predicted predicted, Optional<Versions> versions) {

    /** Bytes that were copied. */
    public record Amounts(long memory, long disk) {}

    /** Where the VM and its images are. */
    public record Where(String hypervisor, Map<String, String> disks) {
        static Where of(Placement placement) {
            Map<String, String> disks = new TreeMap<>();
            for (Map.Entry<String, ImageLocation> disk : placement.disks().entrySet()) {
                disks.put(disk.getKey(), disk.getValue().toString());
            }
            return new Where(placement.hypervisor(), disks);
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
    public record StepLine(int sequence, String title, String state, Optional<Double> seconds, String detail) {
        static StepLine of(StepRecord step) {
            Optional<Double> seconds = step.began().flatMap(
                    began -> step.ended().map(ended -> Report.seconds(Duration.between(began, ended))));
            return new StepLine(step.sequence(), step.step().title(),
                    step.state().name().toLowerCase(java.util.Locale.ROOT), seconds, step.detail());
        }
    }

    /** What the plan said beforehand. */
    public record Predicted(double seconds, long memoryBytes, long diskBytes, long downtimeMillis,
            List<String> reasons) {
        /** The same in numbers for JSON. */
        public static Predicted of(Prediction prediction) {
            return new Predicted(Report.seconds(prediction.duration()), prediction.memory().count(),
                    prediction.disk().count(), prediction.downtime().toMillis(), prediction.reasons());
        }
    }

    /** What it ran on. */
    public record Versions(String machine, String libvirt, String qemu, String emulation) {}

    /**
     * What the client saw.
     *
     * @param standstillGapMillis measured before, with nothing moving
     */
    public record ClientView(long longestGapMillis, long standstillGapMillis) {}

    public static Report of(MigrationRecord migration, List<StepRecord> steps, Measured measured,
            Optional<ClientView> client, Optional<Versions> versions) {
        var plan = migration.plan();
        return new Report(migration.id().value(), plan.request().vm(), plan.kind().label(),
                plan.mode().map(mode -> mode.label()), migration.outcome().label(), migration.reason(),
                migration.began(), migration.ended().map(ended -> seconds(Duration.between(migration.began(), ended))),
                new Amounts(measured.memory().count(), measured.disk().count()),
                measured.downtime().map(Duration::toMillis), client.map(ClientView::longestGapMillis),
                client.map(ClientView::standstillGapMillis), measured.verified(), Where.of(plan.before()),
                Where.of(plan.after()), plan.checks().stream().map(CheckLine::of).toList(),
                steps.stream().map(StepLine::of).toList(), Predicted.of(plan.prediction()), versions);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
