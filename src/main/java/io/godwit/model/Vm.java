package io.godwit.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A VM as one hypervisor knows it.
 *
 * @param persistentSources what the stored definition names as each disk's image; empty for a transient VM
 * @param maxFreeze the freeze budget in its metadata, if it has one
 * @param claim who works on it, as its metadata says
 * @param desktop where its own RDP server is reached, as its metadata says
 */
public record Vm(String name, UUID uuid, String hypervisor, VmState state, boolean persistent, Bytes memory, int vcpus,
        List<Disk> disks, List<StoredDisk> persistentSources, Optional<Duration> maxFreeze, Optional<Claim> claim,
        Optional<Desktop> desktop) {
    public Vm {
        disks = List.copyOf(disks);
        persistentSources = List.copyOf(persistentSources);
    }

    /** A VM whose metadata names no desktop. */
    public Vm(String name, UUID uuid, String hypervisor, VmState state, boolean persistent, Bytes memory, int vcpus,
            List<Disk> disks, List<StoredDisk> persistentSources, Optional<Duration> maxFreeze,
            Optional<Claim> claim) {
        this(name, uuid, hypervisor, state, persistent, memory, vcpus, disks, persistentSources, maxFreeze, claim,
                Optional.empty());
    }

    /** A disk in the stored definition. */
    public record StoredDisk(String target, DiskSource source) {}

    public Optional<Disk> disk(String target) {
        return disks.stream().filter(disk -> disk.target().equals(target)).findFirst();
    }

    public Optional<DiskSource> persistentSource(String target) {
        return persistentSources.stream().filter(stored -> stored.target().equals(target)).findFirst()
                .map(StoredDisk::source);
    }
}
