package io.godwit.lab;

import java.util.List;

/**
 * A VM that the lab shall have.
 *
 * @param recordsPerSecond how fast a tiny guest writes to each disk
 * @param dirtiedMiB memory that a tiny guest writes over and over, as fast as it can
 * @param cpu libvirt's name of the CPU model
 */
public record GuestSpec(String name, Kind kind, String hypervisor, boolean persistent, List<DiskSpec> disks,
        int memoryMiB, double recordsPerSecond, int dirtiedMiB, String cpu) {
    public GuestSpec {
        disks = List.copyOf(disks);
    }

    private static final String PLAIN_CPU = "qemu64";

    /** What runs in it. */
    public enum Kind {
        /** Kernel and busybox; writes records that can be checked afterwards. */
        TINY,
        /** Debian with a desktop over RDP that plays a video. */
        DESKTOP
    }

    /** How the VM's definition names the image. */
    public enum Form {
        /** QEMU is the NFS client. */
        NETWORK,
        /** A file below the hypervisor's mount. */
        FILE
    }

    /**
     * One disk.
     *
     * @param format qcow2 or raw
     * @param layers 1 is a plain image; 2 has a backing image, and so on
     */
    public record DiskSpec(String target, String nas, Form form, String format, int layers, int sizeMiB) {}

    /** A transient VM with one qcow2 disk by NFS, writing 20 records a second. */
    public static GuestSpec tiny(String name, String hypervisor, String nas) {
        return new GuestSpec(name, Kind.TINY, hypervisor, false,
                List.of(new DiskSpec("vda", nas, Form.NETWORK, "qcow2", 1, 64)), 128, 20, 0, PLAIN_CPU);
    }

    /** With as little memory as does: under TCG a look at its dirty pages takes 1 ms for each 4 MiB (docs/decisions/0009). */
    public static GuestSpec desktop(String name, String hypervisor, String nas) {
        return new GuestSpec(name, Kind.DESKTOP, hypervisor, false,
                List.of(new DiskSpec("vda", nas, Form.NETWORK, "qcow2", 1, 3072)), 352, 0, 0, PLAIN_CPU);
    }

    public GuestSpec withDisks(DiskSpec... others) {
        return new GuestSpec(name, kind, hypervisor, persistent, List.of(others), memoryMiB, recordsPerSecond,
                dirtiedMiB, cpu);
    }

    public GuestSpec stored() {
        return new GuestSpec(name, kind, hypervisor, true, disks, memoryMiB, recordsPerSecond, dirtiedMiB, cpu);
    }

    public GuestSpec writing(double perSecond) {
        return new GuestSpec(name, kind, hypervisor, persistent, disks, memoryMiB, perSecond, dirtiedMiB, cpu);
    }

    /** With a program that writes so much memory over and over. */
    public GuestSpec dirtying(int mebibytes) {
        return new GuestSpec(name, kind, hypervisor, persistent, disks, memoryMiB, recordsPerSecond, mebibytes, cpu);
    }

    /** With a CPU model that QEMU need not be able to give in full. */
    public GuestSpec withCpu(String model) {
        return new GuestSpec(name, kind, hypervisor, persistent, disks, memoryMiB, recordsPerSecond, dirtiedMiB, model);
    }
}
