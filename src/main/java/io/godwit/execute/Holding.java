package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.port.JobProgress;
import java.time.Duration;

/**
 * Keeps a pre-copy from its switchover while something else must come first: the first round is sent at a rate at which it would
 * outlast that, and the last part of it hardly at all. More rounds, or an allowed downtime of nothing, would not do: QEMU switches over
 * as soon as nothing is left, and many rounds lose memory under TCG (docs/decisions/0008). Pure.
 *
 * @param expected the memory that will be sent
 * @param braked whether only the rest of the round is left
 */
record Holding(Bytes expected, boolean braked) {
    /** The least that libvirt can set. */
    static final Bytes BRAKE = Bytes.ofMiB(1);
    private static final Bytes LEAST = Bytes.ofMiB(4);
    private static final Duration OUTLASTS = Duration.ofSeconds(15);
    private static final double KEPT_BACK = 0.6;

    static Holding begin(Bytes expected) {
        return new Holding(expected, false);
    }

    /** The rate to begin with. */
    Bytes rate() {
        Bytes rate = new Bytes(expected.count() * 1000 / OUTLASTS.toMillis());
        return rate.compareTo(LEAST) < 0 ? LEAST : rate;
    }

    /** After a look at the job. */
    Holding look(JobProgress job) {
        boolean little = job.memoryTotal().count() > 0
                && job.memoryRemaining().count() < job.memoryTotal().count() * KEPT_BACK;
        return new Holding(expected, braked || little || job.iteration() > 1);
    }
}
