package io.godwit.report;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.plan.Planning.Plan;
import io.godwit.request.RequestForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One migration with all that its page shows (openapi.yaml); the summary's fields stand beside the others in JSON.
 *
 * @param progress how far it is; empty before the first sample and after the end
 */
public record MigrationState(MigrationSummary summary, List<StepState> steps, List<CheckState> checks,
        Report.Predicted prediction, Optional<Long> freezeBudgetMillis, Optional<Progress> progress, String command,
        boolean verified, long memoryBytes, long diskBytes, Optional<Long> engineDowntimeMillis, List<Stamp> marks,
        List<FeltState> felt) {
    public MigrationState {
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
        marks = List.copyOf(marks);
        felt = List.copyOf(felt);
    }

    /** How far the step is that is under way. */
    public record Progress(String phase, int percent, long bytesDone, long bytesTotal, long bytesPerSecond,
            long dirtyBytesPerSecond, int iteration, Optional<Double> secondsLeft) {
        static Progress of(Sample last) {
            SampleState sample = SampleState.of(0, last);
            return new Progress(sample.phase(), sample.percent(), sample.bytesDone(), sample.bytesTotal(),
                    sample.bytesPerSecond(), sample.dirtyBytesPerSecond(), sample.iteration(), sample.secondsLeft());
        }
    }

    /** What QEMU said and when, by its own clock. */
    public record Stamp(long atMillis, String host, String what, String detail) {
        static Stamp of(Mark mark) {
            return new Stamp(mark.at().toEpochMilli(), mark.host(), mark.what(), mark.detail());
        }
    }

    /** What one probe felt. */
    public record FeltState(String probe, double longestGapMillis, double standstillGapMillis, List<Gap> gaps) {
        static FeltState of(Felt felt) {
            return new FeltState(felt.probe(), felt.longestGapMillis(), felt.standstillGapMillis(), felt.stretches()
                    .stream().map(stretch -> new Gap(stretch.from().toEpochMilli(), stretch.millis())).toList());
        }
    }

    /** A time in which nothing came. */
    public record Gap(long atMillis, double millis) {}

    /** Everything of one migration; pure. */
    public static MigrationState of(MigrationRecord migration, List<StepRecord> steps, Measured measured,
            List<Felt> felts, List<Mark> marks, Optional<Sample> last) {
        Plan plan = migration.plan();
        return new MigrationState(MigrationSummary.of(migration, measured, felts),
                steps.stream().map(StepState::of).toList(), plan.checks().stream().map(CheckState::of).toList(),
                Report.Predicted.of(plan.prediction()), plan.freezeBudget().map(Duration::toMillis),
                last.filter(_ -> migration.outcome().open()).map(Progress::of),
                RequestForm.command(plan.request()), measured.verified(), measured.memory().count(),
                measured.disk().count(), TimeLine.stood(marks).map(stood -> Math.round(stood.millis())),
                marks.stream().map(Stamp::of).toList(), felts.stream().map(FeltState::of).toList());
    }
}
