package io.godwit.model;

import java.util.List;

/**
 * What a VM asks of the host it runs on.
 *
 * @param emulator the QEMU binary's path
 * @param machine the canonical machine type: pc-q35-7.2
 * @param virtType libvirt's domain type: kvm or qemu
 * @param cpu the {@code <cpu>} element of the live definition
 * @param hostDevices devices of the host that were given to the VM
 * @param qemuArguments what the definition hands QEMU past libvirt ({@code <qemu:commandline>})
 */
public record VmNeeds(String emulator, String arch, String machine, String virtType, String cpu,
        List<NetworkAttachment> networks, List<String> hostDevices, List<String> qemuArguments) {
    public VmNeeds {
        networks = List.copyOf(networks);
        hostDevices = List.copyOf(hostDevices);
        qemuArguments = List.copyOf(qemuArguments);
    }

    /** Where one of the VM's network cards is plugged in. */
    public sealed interface NetworkAttachment {
        record Bridge(String name) implements NetworkAttachment {}

        record Network(String name) implements NetworkAttachment {}

        /** User-mode, direct, or other; not checked beforehand. */
        record Other(String type) implements NetworkAttachment {}
    }
}
