package io.godwit.watch;

import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import java.util.Optional;

/**
 * A hypervisor in the scene (openapi.yaml).
 *
 * @param vms how many run there
 * @param memoryFreeBytes to 64 MiB, so that not every look is a change
 */
public record SceneHypervisor(String name, boolean reachable, Optional<String> problem, long vms,
        Optional<Long> memoryFreeBytes, Optional<String> libvirt, Optional<String> qemu) {
    private static final long COARSE = 64L << 20;

    static SceneHypervisor of(HypervisorView view) {
        return switch (view) {
            case HypervisorView.Seen seen -> new SceneHypervisor(seen.hypervisor().name(), true, Optional.empty(),
                    seen.vms().stream().map(Vm::state).filter(state -> state.active()).count(),
                    Optional.of(seen.facts().freeMemory().count() / COARSE * COARSE),
                    Optional.of(seen.facts().libvirt()), Optional.of(seen.facts().qemu()));
            case HypervisorView.Unseen unseen -> new SceneHypervisor(unseen.hypervisor().name(), false,
                    Optional.of(unseen.why()), 0, Optional.empty(), Optional.empty(), Optional.empty());
        };
    }
}
