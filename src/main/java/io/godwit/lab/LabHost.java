package io.godwit.lab;

/**
 * One host of a lab.
 *
 * @param lab the lab's name, with which its network namespace begins
 * @param address in the lab's own network
 */
public record LabHost(String lab, String name, Role role, String address) {
    /** What a host is for. */
    public enum Role {
        HYPERVISOR, NAS, CLIENT
    }

    public String namespace() {
        return lab + "-" + name;
    }
}
