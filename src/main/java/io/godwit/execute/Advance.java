package io.godwit.execute;

import java.time.Duration;

/** What one round of look, decide, act came to. */
sealed interface Advance {
    /** Look again after the pause. */
    record Again(Duration pause) implements Advance {}

    /**
     * What the step promises is true.
     *
     * @param detail what was seen, for the journal
     */
    record Done(String detail) implements Advance {}

    static Advance again(long millis) {
        return new Again(Duration.ofMillis(millis));
    }

    static Advance done(String detail) {
        return new Done(detail);
    }
}
