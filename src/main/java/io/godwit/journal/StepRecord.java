package io.godwit.journal;

import io.godwit.plan.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * One step as the journal has it: written before it is begun and after it has ended.
 *
 * @param sequence its place, from 0; the steps of the way back follow those of the way forwards
 * @param detail what was seen at the end
 */
public record StepRecord(int sequence, Step step, State state, Optional<Instant> began, Optional<Instant> ended,
        String detail) {
    /** How far a step is. */
    public enum State {
        PLANNED, BEGUN, DONE, FAILED,
        /** Left out because the migration turned back before it. */
        DROPPED
    }
}
