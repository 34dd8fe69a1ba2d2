package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.model.Spans;
import io.godwit.plan.Switchover;
import io.godwit.port.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a pre-copy is steered to its switchover. Pure: each look at the job gives the next state and what to do. The allowed
 * downtime starts low and is raised only when a round has passed that did not end in a switch, and only as far as the
 * lowest remainder that was seen asks for.
 *
 * @param allowed the downtime that QEMU may take now
 * @param round the pre-copy round at the last raise
 * @param memorySince when the memory began to move; the disks of an atomic migration come before it
 * @param least the smallest remainder that was seen
 */
record Steering(Switchover levers, Duration allowed, int round, Optional<Instant> memorySince, Bytes least) {
    /** QEMU switches within the second round where the guest is quiet; raising before that would only cost downtime. */
    private static final int ROUNDS_OF_GRACE = 2;
    private static final double MARGIN = 1.1;

    static Steering begin(Switchover levers) {
        return new Steering(levers, levers.firstDowntime(), ROUNDS_OF_GRACE, Optional.empty(),
                new Bytes(Long.MAX_VALUE));
    }

    /** What to do now. */
    sealed interface Steer {
        record Stay() implements Steer {}

        record Allow(Duration downtime) implements Steer {}

        record PostCopy() implements Steer {}

        record GiveUp(String why) implements Steer {}
    }

    /** The next state, and what to do. */
    record Turn(Steering next, Steer steer) {}

    Turn turn(JobProgress job, Instant now) {
        if (job.iteration() < 1 || job.memoryTotal().count() == 0) {
            return new Turn(this, new Steer.Stay());
        }
        Bytes lowest = job.memoryRemaining().count() > 0 && job.memoryRemaining().compareTo(least) < 0
                ? job.memoryRemaining()
                : least;
        Steering seen = new Steering(levers, allowed, round, memorySince.or(() -> Optional.of(now)), lowest);
        if (Duration.between(seen.memorySince.orElse(now), now).compareTo(levers.deadline()) > 0) {
            return new Turn(seen, levers.postCopy() ? new Steer.PostCopy() : new Steer.GiveUp(why(job)));
        }
        return job.iteration() > round && allowed.compareTo(levers.mostDowntime()) < 0
                ? seen.raise(job)
                : new Turn(seen, new Steer.Stay());
    }

    private Turn raise(JobProgress job) {
        Duration half = allowed.plus(allowed.dividedBy(2));
        Duration asked = job.memoryPerSecond().count() == 0 || least.count() == Long.MAX_VALUE
                ? half
                : Duration.ofMillis((long) (least.count() * 1000 * MARGIN / job.memoryPerSecond().count()));
        Duration next = asked.compareTo(half) > 0 ? asked : half;
        Duration raised = next.compareTo(levers.mostDowntime()) < 0 ? next : levers.mostDowntime();
        return new Turn(new Steering(levers, raised, job.iteration(), memorySince, least), new Steer.Allow(raised));
    }

    private String why(JobProgress job) {
        return "the memory did not come to a switchover of " + Spans.text(levers.mostDowntime()) + " within "
                + Spans.text(levers.deadline()) + ": after " + job.iteration() + " rounds " + job.memoryRemaining()
                + " were left, the guest dirties " + job.dirtyPerSecond() + " a second, and " + job.memoryPerSecond()
                + " a second are sent";
    }
}
