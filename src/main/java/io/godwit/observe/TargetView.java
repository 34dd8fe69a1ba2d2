package io.godwit.observe;

import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import java.util.Optional;

/** The hypervisor that shall run the VM, as it was seen, or why it was not. */
public sealed interface TargetView {
    Hypervisor hypervisor();

    /**
     * What it said.
     *
     * @param namesake a VM there that already has the name or the UUID
     */
    record Seen(Hypervisor hypervisor, HostFacts facts, Suitability suitability, Optional<Vm> namesake)
            implements
                TargetView {}

    /** Nothing is known of it. */
    record Unseen(Hypervisor hypervisor, String why) implements TargetView {}
}
