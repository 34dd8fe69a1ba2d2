package io.godwit.journal;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a migration is at one moment.
 *
 * @param step the sequence of the step that is under way
 * @param phase a word for people: mirror, pivot, memory ...
 * @param total zero where it is not known
 * @param perSecond the rate of copying
 * @param dirtyPerSecond the memory that the guest dirties
 * @param iteration the pre-copy round; 0 outside of it
 */
public record Sample(Instant at, int step, String phase, Bytes done, Bytes total, Bytes perSecond,
        Bytes dirtyPerSecond, int iteration) {
    /** Between 0 and 100; 0 where the total is not known. */
    public int percent() {
        return total.count() == 0 ? 0 : (int) Math.min(100, done.count() * 100 / total.count());
    }

    /** What is left at the present rate; zero where that cannot be told. */
    public Duration left() {
        long remaining = Math.max(0, total.count() - done.count());
        return perSecond.count() == 0 ? Duration.ZERO : Duration.ofMillis(remaining * 1000 / perSecond.count());
    }
}
