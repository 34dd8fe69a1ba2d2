package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    @Test
    void aJumpOfTheWallClockIsNotTimeThatWentBy() {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
        AtomicLong nanos = new AtomicLong(7_000_000_000L);
        SteadyClock clock = new SteadyClock(wall::get, nanos::get);
        Instant began = clock.instant();
        wall.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        nanos.addAndGet(250_000_000L);
        assertThat(began).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(Duration.between(began, clock.instant())).isEqualTo(Duration.ofMillis(250));
    }
}
