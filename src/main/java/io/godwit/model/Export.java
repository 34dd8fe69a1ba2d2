package io.godwit.model;

import java.util.Optional;

/**
 * A folder that a NAS serves over NFS.
 *
 * @param path as NFS clients name it
 * @param folder where it lies for the libvirt that makes its images (the NAS's own, or a hypervisor's mount)
 * @param mount where the hypervisors have it mounted, if they do
 */
public record Export(String path, String folder, Optional<String> mount) {}
