package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.plan.Pacing;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast a disk is copied beside somebody who works on it: as fast as it goes while it is not felt, less at once when it
 * is, more again after a while of calm. Pure: each look gives the next state.
 *
 * @param ceiling what the person allowed
 * @param rate in force; empty is unlimited
 * @param calm looks in a row in which nothing was felt
 */
record Pacer(Pacing pacing, Optional<Bytes> ceiling, Optional<Bytes> rate, int calm) {
    private static final Bytes LEAST = Bytes.ofMiB(64);
    private static final double LESS = 0.7;
    private static final double MORE = 1.4;
    private static final int CALM_LOOKS = 8;

    static Pacer begin(Pacing pacing, Optional<Bytes> ceiling) {
        return new Pacer(pacing, ceiling, ceiling, 0);
    }

    /**
     * After one look.
     *
     * @param engine how long QEMU took to answer
     * @param guest how long the guest's own requests to the disk took, where it made any
     * @param copied bytes per second so far
     */
    Pacer look(Duration engine, Optional<Duration> guest, Bytes copied) {
        if (!pacing.givesWay()) {
            return this;
        }
        boolean felt = engine.compareTo(pacing.felt()) > 0
                || guest.filter(took -> took.compareTo(pacing.felt()) > 0).isPresent();
        if (felt) {
            return new Pacer(pacing, ceiling, Optional.of(less(rate.orElse(copied))), 0);
        }
        if (calm + 1 < CALM_LOOKS || rate.isEmpty()) {
            return new Pacer(pacing, ceiling, rate, calm + 1);
        }
        return new Pacer(pacing, ceiling, more(copied), 0);
    }

    private static Bytes less(Bytes now) {
        Bytes next = new Bytes((long) (now.count() * LESS));
        return next.compareTo(LEAST) < 0 ? LEAST : next;
    }

    /** A limit far above what is copied anyway is none. */
    private Optional<Bytes> more(Bytes copied) {
        Bytes next = new Bytes((long) (rate.orElse(copied).count() * MORE));
        Optional<Bytes> raised = next.count() > 2 * copied.count() ? Optional.empty() : Optional.of(next);
        return ceiling.isPresent() && raised.filter(limit -> limit.compareTo(ceiling.get()) < 0).isEmpty()
                ? ceiling
                : raised;
    }
}
