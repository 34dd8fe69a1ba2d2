package io.godwit.request;

import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Policy;
import java.time.Duration;
import java.util.Optional;

/**
 * How much the person at the screen may notice.
 *
 * @param maxFreeze the freeze budget of this migration; empty takes the VM's, or the cluster's
 * @param deadline how long the memory may look for a quiet moment; empty takes the policy's
 */
public record Care(Policy policy, Optional<Duration> maxFreeze, Optional<Duration> deadline) {
    public static final Care DEFAULT = new Care(Policy.BALANCED, Optional.empty(), Optional.empty());

    public Care {
        if (maxFreeze.filter(budget -> budget.toMillis() < 1).isPresent()) {
            throw new Misuse("a freeze budget of 0 cannot be kept: memory never moves without a switchover",
                    "--max-freeze 100ms");
        }
        if (deadline.filter(limit -> limit.toMillis() < 1000).isPresent()) {
            throw new Misuse("a deadline below a second ends every migration", "--deadline 60s");
        }
    }

    public static Care of(Policy policy) {
        return new Care(policy, Optional.empty(), Optional.empty());
    }
}
