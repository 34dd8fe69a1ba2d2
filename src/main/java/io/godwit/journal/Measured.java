package io.godwit.journal;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * What a migration took, as libvirt and QEMU report it.
 *
 * @param downtime how long the vCPUs stood still; empty where no memory moved
 * @param verified whether the proof of the last step was had
 */
public record Measured(Bytes memory, Bytes disk, Optional<Duration> downtime, boolean verified) {
    public static final Measured NOTHING = new Measured(Bytes.ZERO, Bytes.ZERO, Optional.empty(), false);

    public Measured withDisk(Bytes copied) {
        return new Measured(memory, copied, downtime, verified);
    }

    public Measured withMemory(Bytes copied, Optional<Duration> stood) {
        return new Measured(copied, disk, stood, verified);
    }

    /** How long an export had no server; it stands where the downtime stands, which only a VM's memory has. */
    public Measured withStall(Duration stall) {
        return new Measured(memory, disk, downtime.or(() -> Optional.of(stall)), verified);
    }

    public Measured proven() {
        return new Measured(memory, disk, downtime, true);
    }
}
