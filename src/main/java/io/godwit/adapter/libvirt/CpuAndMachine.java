package io.godwit.adapter.libvirt;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.LibvirtException;
import io.godwit.model.Suitability;
import io.godwit.model.VmNeeds;
import java.util.Optional;

/** Asks a host whether it can give a VM its CPU and its machine type. */
record CpuAndMachine(Connection connection) {
    Suitability assess(VmNeeds needs) {
        Optional<String> machine = machineProblem(needs);
        return new Suitability(machine.isPresent() ? Optional.empty() : cpuProblem(needs), machine);
    }

    private Optional<String> machineProblem(VmNeeds needs) {
        try {
            var _ = connection.domainCapabilities(needs.emulator(), needs.arch(), needs.machine(),
                    needs.virtType());
            return Optional.empty();
        } catch (LibvirtException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> cpuProblem(VmNeeds needs) {
        if (needs.cpu().isEmpty()) {
            return Optional.empty();
        }
        try {
            boolean can = connection.canGiveCpu(needs.emulator(), needs.arch(), needs.machine(), needs.virtType(),
                    needs.cpu());
            return can ? Optional.empty() : Optional.of("cannot give the VM its CPU: features are missing");
        } catch (LibvirtException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
