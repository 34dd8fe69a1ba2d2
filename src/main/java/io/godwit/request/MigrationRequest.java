package io.godwit.request;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Kind;
import io.godwit.model.Mode;
import java.util.Map;
import java.util.Optional;

/**
 * What a person asked for.
 *
 * @param to the hypervisor that shall run the VM
 * @param disksTo the NAS that shall hold every disk
 * @param disks the NAS that shall hold a disk, by the disk's target name
 * @param mode how memory and disks move together; empty leaves it to Godwit
 * @param bandwidth per second, for bulk copying
 * @param care how much the person at the screen may notice
 */
public record MigrationRequest(String vm, Optional<String> to, Optional<String> disksTo, Map<String, String> disks,
        Optional<Mode> mode, Optional<Bytes> bandwidth, Care care) {
    public MigrationRequest {
        disks = Map.copyOf(disks);
        if (vm.isBlank()) {
            throw new Misuse("no VM is named", "godwit get vms");
        }
        if (to.isEmpty() && disksTo.isEmpty() && disks.isEmpty()) {
            throw new Misuse("nothing to move: neither a hypervisor nor a NAS is named",
                    "add --to HYPERVISOR, --disks-to NAS, or both");
        }
        if (disksTo.isPresent() && !disks.isEmpty()) {
            throw new Misuse("--disks-to moves every disk and --disk moves chosen ones: they exclude each other",
                    "give one of the two");
        }
        if (bandwidth.filter(rate -> rate.count() < Bytes.ofMiB(1).count()).isPresent()) {
            throw new Misuse("the bandwidth is below 1MiB/s, the smallest that libvirt can set", "--bandwidth 1MiB/s");
        }
        if (mode.isPresent() && kind(to, disksTo, disks) != Kind.HYPERVISOR_AND_NAS) {
            throw new Misuse("--mode chooses how memory and disks move together, and only one of them moves",
                    "leave --mode out, or name both --to and --disks-to");
        }
    }

    /** The NAS that shall hold a disk, by the disk's name in the guest; empty where the disk stays. */
    public Optional<String> nasFor(String disk) {
        return disksTo.or(() -> Optional.ofNullable(disks.get(disk)));
    }

    public Kind kind() {
        return kind(to, disksTo, disks);
    }

    private static Kind kind(Optional<String> to, Optional<String> disksTo, Map<String, String> disks) {
        return Kind.of(to.isPresent(), disksTo.isPresent() || !disks.isEmpty());
    }
}
