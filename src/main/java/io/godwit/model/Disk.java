package io.godwit.model;

import java.util.List;

/**
 * One drive of a VM.
 *
 * @param target the name in the guest, as libvirt has it: vda
 * @param chain the image and its backing files, the written one first; empty for a drive without a medium
 * @param cache libvirt's cache mode; empty where the definition leaves it to the default
 */
public record Disk(String target, List<Layer> chain, String cache, boolean readOnly, boolean shareable, boolean cdrom) {
    public Disk {
        chain = List.copyOf(chain);
    }

    public Layer top() {
        return chain.getFirst();
    }

    /** Whether the guest's data lives here: CD drives and read-only disks have none. */
    public boolean holdsData() {
        return !cdrom && !readOnly && !chain.isEmpty();
    }
}
