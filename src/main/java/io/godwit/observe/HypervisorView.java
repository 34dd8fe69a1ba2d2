package io.godwit.observe;

import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.Vm;
import java.util.List;

/** One hypervisor as it was seen, or why it was not. */
public sealed interface HypervisorView {
    Hypervisor hypervisor();

    /** What it said. */
    record Seen(Hypervisor hypervisor, HostFacts facts, List<Vm> vms) implements HypervisorView {
        public Seen {
            vms = List.copyOf(vms);
        }
    }

    /** Nothing is known of it, which is not the same as "it has no VMs". */
    record Unseen(Hypervisor hypervisor, String why) implements HypervisorView {}
}
