package io.godwit.port;

import io.godwit.model.Bytes;
import io.godwit.model.Hypervisor;
import io.godwit.model.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One libvirt migration.
 *
 * @param copiedDisks the chains of the disks that travel with the memory (atomic mode), by target name; their top
 *     images exist and are empty
 * @param shallow whether the copied disks' backing images are already there, so that only the top is copied
 * @param vouchedShared whether libvirt shall believe that files below the disks' mounts are shared, although it does not
 *     know their file system
 * @param bandwidth per second; empty means unlimited
 * @param mayPostCopy whether post-copy may be begun later
 */
public record MigrateOrder(Hypervisor target, Map<String, List<Layer>> copiedDisks, boolean shallow,
        boolean persistent, boolean vouchedShared, Optional<Bytes> bandwidth, boolean mayPostCopy) {
    public MigrateOrder {
        copiedDisks = Map.copyOf(copiedDisks);
    }
}
