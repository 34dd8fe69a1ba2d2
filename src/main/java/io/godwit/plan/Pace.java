package io.godwit.plan;

import io.godwit.model.Bytes;
import java.time.Duration;

/**
 * How fast moves went before between the hosts of this cluster, or what is assumed before the first.
 *
 * @param memory bytes per second
 * @param disk bytes per second
 * @param downtime of a switchover
 * @param source where the figures come from
 */
public record Pace(Bytes memory, Bytes disk, Duration downtime, String source) {
    /** A gigabit network, and QEMU's default limit of downtime. */
    public static final Pace ASSUMED = new Pace(Bytes.ofMiB(110), Bytes.ofMiB(110), Duration.ofMillis(300),
            "assumed: a gigabit network");
}
