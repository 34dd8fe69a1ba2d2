package io.godwit.plan;

import io.godwit.model.Policy;
import io.godwit.request.Care;
import java.time.Duration;
import java.util.Optional;

/**
 * When the vCPUs may stop on one side to go on on the other. QEMU stops them as soon as what is left can be sent within the
 * allowed downtime; that is raised step by step while the guest dirties memory faster than this would ever become true.
 *
 * @param firstDowntime allowed at first
 * @param mostDowntime never allowed more
 * @param deadline how long to look for a quiet moment
 * @param postCopy what the deadline brings: the switch at once, with memory that is fetched when it is touched, or the end
 */
public record Switchover(Duration firstDowntime, Duration mostDowntime, Duration deadline, boolean postCopy) {
    /** Below this QEMU 7.2 goes round and round for milliseconds that nobody sees (docs/decisions/0008). */
    public static final Duration LEAST = Duration.ofMillis(20);

    private static final Duration START = Duration.ofMillis(50);
    private static final Duration GENTLE_MOST = Duration.ofMillis(150);
    private static final Duration BALANCED_MOST = Duration.ofMillis(500);
    private static final Duration URGENT_START = Duration.ofMillis(300);
    private static final Duration URGENT_MOST = Duration.ofSeconds(2);

    /**
     * The levers of a policy.
     *
     * @param allowed the downtime that the freeze budget leaves, if there is one
     */
    static Switchover of(Care care, Optional<Duration> allowed) {
        return switch (care.policy()) {
            case GENTLE -> within(START, allowed.orElse(GENTLE_MOST), care.deadline().orElse(Duration.ofMinutes(2)),
                    false);
            case BALANCED -> within(START, allowed.orElse(BALANCED_MOST),
                    care.deadline().orElse(Duration.ofMinutes(10)), false);
            case URGENT -> within(URGENT_START, allowed.orElse(URGENT_MOST),
                    care.deadline().orElse(Duration.ofSeconds(20)), true);
        };
    }

    private static Switchover within(Duration first, Duration most, Duration deadline, boolean postCopy) {
        Duration allowed = most.compareTo(LEAST) < 0 ? LEAST : most;
        return new Switchover(first.compareTo(allowed) < 0 ? first : allowed, allowed, deadline, postCopy);
    }

    /** Whether a policy may run the VM before its memory is there. */
    static boolean risksPostCopy(Policy policy) {
        return policy == Policy.URGENT;
    }
}
