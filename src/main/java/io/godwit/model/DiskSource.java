package io.godwit.model;

/** How a VM's definition names an image: the forms that people have. */
public sealed interface DiskSource {
    /** libvirt's {@code <disk type='network'>} with {@code protocol='nfs'}: QEMU is the NFS client. */
    record NfsPath(String address, String path) implements DiskSource {
        @Override
        public String toString() {
            return "nfs://" + address + path;
        }
    }

    /** A file as the hypervisor sees it, usually below a kernel-mounted NFS export; pool volumes are resolved to it. */
    record LocalFile(String path) implements DiskSource {
        @Override
        public String toString() {
            return path;
        }
    }

    /** Anything else; Godwit names it and does not touch it. */
    record Foreign(String description) implements DiskSource {
        @Override
        public String toString() {
            return description;
        }
    }
}
