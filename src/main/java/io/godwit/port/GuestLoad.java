package io.godwit.port;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A VM's own counters since it was started (virConnectGetAllDomainStats).
 *
 * @param usedMemory what the host gives it now
 * @param disks by the disk's name in the guest
 */
public record GuestLoad(Bytes usedMemory, Map<String, DiskTimes> disks) {
    public GuestLoad {
        disks = Map.copyOf(disks);
    }

    /** How many requests a disk has answered, and how long they took in all. */
    public record DiskTimes(long requests, Duration took) {
        /** The mean time of a request since an earlier look; empty where there was none. */
        public Optional<Duration> since(DiskTimes earlier) {
            long count = requests - earlier.requests;
            return count <= 0 ? Optional.empty() : Optional.of(took.minus(earlier.took).dividedBy(count));
        }
    }
}
