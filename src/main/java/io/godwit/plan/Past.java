package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.Kind;
import io.godwit.model.Mode;
import io.godwit.model.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A migration that went well before, in the figures that foretell the next.
 *
 * @param hypervisors those that it was between, one or two
 * @param nas those that the disks were between
 * @param copying the time of its steps that copy memory
 * @param mirroring the time of its steps that copy disks
 * @param dirtyPerSecond the most that the guest dirtied in a round; zero where none was seen
 * @param freeze what a client saw, where one watched
 */
public record Past(String vm, Kind kind, Optional<Mode> mode, Policy policy, Set<String> hypervisors, Set<String> nas,
        Duration whole, Duration copying, Bytes memory, Duration mirroring, Bytes disk, Bytes dirtyPerSecond,
        Optional<Duration> downtime, Optional<Duration> freeze) {
    public Past {
        hypervisors = Set.copyOf(hypervisors);
        nas = Set.copyOf(nas);
    }

    /** The same with what a client saw. */
    public Past seen(Duration clientFreeze) {
        return new Past(vm, kind, mode, policy, hypervisors, nas, whole, copying, memory, mirroring, disk,
                dirtyPerSecond, downtime, Optional.of(clientFreeze));
    }

    /** Whether the other was the same move of the same VM. */
    boolean like(Past other) {
        return vm.equals(other.vm) && kind == other.kind && mode.equals(other.mode) && policy == other.policy
                && hypervisors.equals(other.hypervisors) && nas.equals(other.nas);
    }
}
