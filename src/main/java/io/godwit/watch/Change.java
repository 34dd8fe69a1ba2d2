package io.godwit.watch;

import io.godwit.report.MigrationSummary;
import io.godwit.report.SampleState;
import io.godwit.report.StepState;

/** Something new about a migration. */
public sealed interface Change {
    /** It began, turned back, was asked to end, or ended. */
    record Migration(MigrationSummary summary) implements Change {}

    /**
     * A step began or ended.
     *
     * @param migration whose step it is
     */
    record Step(String migration, StepState step) implements Change {}

    /**
     * How far it is.
     *
     * @param migration whose sample it is
     */
    record Sampled(String migration, SampleState sample) implements Change {}

    /** The kind of event that tells it. */
    default String kind() {
        return switch (this) {
            case Migration _ -> "migration";
            case Step _ -> "step";
            case Sampled _ -> "sample";
        };
    }
}
