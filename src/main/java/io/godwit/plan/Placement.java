package io.godwit.plan;

import io.godwit.model.ImageLocation;
import java.util.Map;

/**
 * Where a VM is.
 *
 * @param disks the image of each disk, by its name in the guest; disks that no NAS of the cluster holds are left out
 */
public record Placement(String hypervisor, Map<String, ImageLocation> disks) {
    public Placement {
        disks = Map.copyOf(disks);
    }
}
