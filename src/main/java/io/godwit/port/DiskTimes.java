package io.godwit.port;

import java.time.Duration;
import java.util.Optional;

/** How many requests a VM's disk has answered since the VM was started, and how long they took in all. */
public record DiskTimes(long requests, Duration took) {
    /** The mean time of a request since an earlier look; empty where there was none. */
    public Optional<Duration> since(DiskTimes earlier) {
        long count = requests - earlier.requests;
        return count <= 0 ? Optional.empty() : Optional.of(took.minus(earlier.took).dividedBy(count));
    }
}
