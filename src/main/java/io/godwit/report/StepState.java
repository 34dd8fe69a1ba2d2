package io.godwit.report;

import io.godwit.journal.StepRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A step as the API has it (openapi.yaml).
 *
 * @param label a short title
 */
public record StepState(int sequence, String title, String label, String state, String detail,
        Optional<Instant> startedAt, Optional<Instant> endedAt) {
    public static StepState of(StepRecord step) {
        return new StepState(step.sequence(), step.step().title(), Report.StepLine.shortTitle(step.step()),
                step.state().name().toLowerCase(Locale.ROOT), step.detail(), step.began(), step.ended());
    }
}
