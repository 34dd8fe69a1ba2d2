package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.Policy;
import java.time.Duration;

/**
 * How a disk is copied beside a person who works on it.
 *
 * @param buffer what QEMU may have in flight (blockdev-mirror's buf-size); zero leaves QEMU's own 16 MiB. A small one keeps
 *     the guest's own requests and QEMU's main loop from waiting behind the copy: docs/decisions/0008 has the figures
 * @param felt how long QEMU or the guest's disk may take to answer before the copy gives way; zero never gives way
 */
public record Pacing(Bytes buffer, Duration felt) {
    static Pacing of(Policy policy) {
        return switch (policy) {
            case GENTLE -> new Pacing(new Bytes(1L << 19), Duration.ofMillis(20));
            case BALANCED -> new Pacing(Bytes.ofMiB(1), Duration.ofMillis(60));
            case URGENT -> new Pacing(Bytes.ZERO, Duration.ZERO);
        };
    }

    public boolean givesWay() {
        return !felt.isZero();
    }
}
