package io.godwit.plan;

import io.godwit.model.ImageLocation;
import java.util.Map;
import java.util.Objects;

/**
 * Where a VM is.
 *
 * @param hypervisor empty where no VM is concerned
 * @param disks the image of each disk, by its name in the guest; disks that no NAS of the cluster holds are left out
 * @param exports the server of each export that changes it, by name
 */
public record Placement(String hypervisor, Map<String, ImageLocation> disks, Map<String, String> exports) {
    public Placement {
        disks = Map.copyOf(disks);
        // Journals of earlier versions do not have it.
        exports = Map.copyOf(Objects.requireNonNullElse(exports, Map.of()));
    }

    /** Where no export changes its server. */
    public Placement(String hypervisor, Map<String, ImageLocation> disks) {
        this(hypervisor, disks, Map.of());
    }

    public Placement with(String export, String nas) {
        return new Placement(hypervisor, disks, Map.of(export, nas));
    }
}
