package io.godwit.lab;

import io.godwit.lab.GuestSpec.DiskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The definition of a lab's VM. Backing chains are spelt out: relative names do not work with QEMU's NFS URLs. */
record GuestXml(GuestSpec spec, Emulation emulation, Path kernel, Path initrd, String commandLine, Path serial,
        List<Place> places, int number, String address) {
    String text() {
        String disks = spec.disks().stream().map(this::disk).collect(Collectors.joining());
        return """
                <domain type='%s' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>%s</name>
                %s  <memory unit='MiB'>%d</memory>
                  <vcpu>1</vcpu>
                  <os>
                    <type arch='x86_64' machine='q35'>hvm</type>
                    <kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline>
                  </os>
                  <features><acpi/></features>
                  <cpu mode='custom' match='exact' check='none'><model fallback='forbid'>%s</model></cpu>
                  <devices>
                %s    <interface type='bridge'>
                      <source bridge='br0'/><mac address='52:54:00:18:00:%02x'/><model type='virtio'/>
                    </interface>
                    <serial type='file'><source path='%s' append='on'/><target port='0'/></serial>
                    <memballoon model='none'/>
                %s  </devices>
                %s</domain>
                """.formatted(emulation.virtType(), spec.name(), metadata(), spec.memoryMiB(), kernel, initrd,
                commandLine,
                spec.cpu(),
                disks, number, serial, video(), oddMemory());
    }

    /**
     * Under TCG, memory whose size is no multiple of 64 pages. QEMU before 9.0 keeps no account of what a TCG guest
     * writes again to a page between two rounds, and loses it, where it reads its dirty bitmap 64 pages at a time
     * (cpu_physical_memory_sync_dirty_bitmap); page by page it does (docs/decisions/0009). libvirt knows only whole
     * mebibytes, so the memory is given to QEMU past it.
     */
    private String oddMemory() {
        return switch (emulation) {
            case KVM -> "";
            case TCG -> {
                long bytes = spec.memoryMiB() * 1048576L + 8192;
                yield """
                          <qemu:commandline>
                            <qemu:arg value='-object'/><qemu:arg value='memory-backend-ram,id=odd.ram,size=%1$d'/>
                            <qemu:arg value='-machine'/><qemu:arg value='memory-backend=odd.ram'/>
                            <qemu:arg value='-m'/><qemu:arg value='size=%1$db'/>
                          </qemu:commandline>
                        """.formatted(bytes);
            }
        };
    }

    /** Where the desktop is reached, in the words by which Godwit asks a VM's definition. */
    private String metadata() {
        return switch (spec.kind()) {
            case TINY -> "";
            case DESKTOP -> "  <metadata><godwit:vm xmlns:godwit='urn:godwit:vm' rdp='%s:3389'/></metadata>\n"
                    .formatted(address);
        };
    }

    private String video() {
        return switch (spec.kind()) {
            case TINY -> "    <video><model type='none'/></video>\n";
            case DESKTOP -> "    <video><model type='vga'/></video>\n";
        };
    }

    private String disk(DiskSpec disk) {
        return "    <disk type='%s' device='disk'><driver name='qemu' type='%s' cache='none'/>%s<target dev='%s' bus='virtio'/>%s</disk>\n"
                .formatted(type(disk), disk.format(), source(disk, 0), disk.target(), backing(disk, 1));
    }

    private String backing(DiskSpec disk, int layer) {
        if (layer >= disk.layers()) {
            return "<backingStore/>";
        }
        return "<backingStore type='%s'><format type='%s'/>%s%s</backingStore>".formatted(type(disk), disk.format(),
                source(disk, layer), backing(disk, layer + 1));
    }

    private static String type(DiskSpec disk) {
        return switch (disk.form()) {
            case NETWORK -> "network";
            case FILE -> "file";
        };
    }

    private String source(DiskSpec disk, int layer) {
        String file = fileName(spec, number, disk, layer);
        return switch (disk.form()) {
            case NETWORK -> "<source protocol='nfs' name='%s/%s'><host name='%s'/></source>"
                    .formatted(place(disk.nas()).path(), file, place(disk.nas()).address());
            case FILE -> "<source file='/mnt/%s/%s'/>".formatted(disk.nas(), file);
        };
    }

    private Place place(String name) {
        return places.stream().filter(place -> place.name().equals(name)).findFirst()
                .orElseThrow(() -> new LabException("the lab has no NAS or export " + name));
    }

    /**
     * The written image is layer 0. The guest's number makes the name one that was never used: an NFS server that has not
     * noticed that a file was removed behind its back hands out the removed one under its old name.
     */
    static String fileName(GuestSpec spec, int number, DiskSpec disk, int layer) {
        return spec.name() + "-" + disk.target() + "-" + number + (layer == 0 ? "" : "-base" + layer) + "."
                + disk.format();
    }

    static List<String> fileNames(GuestSpec spec, int number, DiskSpec disk) {
        return IntStream.range(0, disk.layers()).mapToObj(layer -> fileName(spec, number, disk, layer)).toList();
    }
}
