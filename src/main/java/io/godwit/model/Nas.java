package io.godwit.model;

import java.util.List;
import java.util.Optional;

/**
 * A host that serves NFS.
 *
 * @param addresses every name and address by which disks call it; new images use the first
 * @param libvirt URI of the libvirt that makes and removes its images: its own, or that of a hypervisor that mounts the
 *     exports
 * @param shell how commands are run there; needed where its exports change their server
 */
public record Nas(String name, List<String> addresses, String libvirt, List<Export> exports,
        Optional<NasShell> shell) {
    /** A NAS on which no commands are run. */
    public Nas(String name, List<String> addresses, String libvirt, List<Export> exports) {
        this(name, addresses, libvirt, exports, Optional.empty());
    }

    public Nas {
        addresses = List.copyOf(addresses);
        exports = List.copyOf(exports);
    }

    public Optional<Export> export(String path) {
        return exports.stream().filter(export -> export.path().equals(path)).findFirst();
    }

    /** New images go to the first export. */
    public Export defaultExport() {
        return exports.getFirst();
    }
}
