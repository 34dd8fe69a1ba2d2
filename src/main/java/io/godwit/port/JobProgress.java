package io.godwit.port;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * A migration job's own figures (virDomainGetJobStats).
 *
 * @param memoryPerSecond bytes per second, as QEMU last measured
 * @param dirtyPerSecond bytes of memory that the guest dirties per second
 * @param iteration the pre-copy round
 * @param downtime only known when the job has ended
 */
public record JobProgress(Duration elapsed, Bytes memoryTotal, Bytes memoryProcessed, Bytes memoryRemaining,
        Bytes memoryPerSecond, Bytes dirtyPerSecond, int iteration, Bytes diskTotal, Bytes diskProcessed,
        Bytes diskRemaining, Optional<Duration> downtime) {}
