package io.godwit.execute;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Bytes per second since the first look. */
final class Rate {
    private final InstantSource clock;
    private final Instant began;

    Rate(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    Bytes of(Bytes done) {
        long millis = Duration.between(began, clock.instant()).toMillis();
        return millis <= 0 ? Bytes.ZERO : new Bytes(done.count() * 1000 / millis);
    }
}
