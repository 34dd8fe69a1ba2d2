package io.godwit.main;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The system's time when the process began, and from there on the time that has gone by: a clock that is set in the middle
 * of a migration ends no deadline early and none late.
 */
final class SteadyClock implements InstantSource {
    private final Instant begin;
    private final long beginNanos;
    private final LongSupplier nanos;

    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.begin = wall.instant();
        this.nanos = nanos;
        this.beginNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanos.getAsLong() - beginNanos);
    }
}
