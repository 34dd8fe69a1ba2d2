package io.godwit.model;

import java.util.Optional;

/**
 * A folder that a NAS serves over NFS.
 *
 * @param path as NFS clients name it
 * @param folder where it lies for the libvirt that makes its images (the NAS's own, or a hypervisor's mount)
 * @param mount where the hypervisors have it mounted, if they do
 * @param vouchedShared whether the cluster file vouches for the mount to be one and the same on all hypervisors although
 *     libvirt does not know its file system as a shared one; false for a plain NFS mount, which libvirt knows
 * @param floating empty for an export that stays with its NAS
 */
public record Export(String path, String folder, Optional<String> mount, boolean vouchedShared,
        Optional<Floating> floating) {
    /** An export that stays with its NAS. */
    public Export(String path, String folder, Optional<String> mount, boolean vouchedShared) {
        this(path, folder, mount, vouchedShared, Optional.empty());
    }
}
