package io.godwit.model;

import java.util.Optional;
import java.util.Set;

/**
 * What a hypervisor says of itself.
 *
 * @param libvirtVersion as libvirt counts: 9000000 is 9.0.0
 * @param qemuVersion likewise
 * @param freeMemory what a new VM could have: what the page cache holds counts as free
 * @param interfaces active network interfaces, bridges among them; empty where the host cannot say
 * @param networks libvirt networks that are active
 */
public record HostFacts(String hostname, long libvirtVersion, long qemuVersion, Bytes freeMemory,
        Optional<Set<String>> interfaces, Set<String> networks) {
    public HostFacts {
        networks = Set.copyOf(networks);
    }

    public String libvirt() {
        return dotted(libvirtVersion);
    }

    public String qemu() {
        return dotted(qemuVersion);
    }

    private static String dotted(long version) {
        return version / 1_000_000 + "." + version / 1000 % 1000 + "." + version % 1000;
    }
}
