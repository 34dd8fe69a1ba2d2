package io.godwit.request;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Kind;
import io.godwit.model.Mode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person asked for.
 *
 * @param to the hypervisor that shall run the VM
 * @param disksTo the NAS that shall hold every disk
 * @param disks the NAS that shall hold a disk, by the disk's target name
 * @param mode how memory and disks move together; empty leaves it to Godwit
 * @param bandwidth per second, for bulk copying
 * @param takeover the export that shall change its server meanwhile, or alone: then vm is the export's name
 * @param care how much the person at the screen may notice
 */
public record MigrationRequest(String vm, Optional<String> to, Optional<String> disksTo, Map<String, String> disks,
        Optional<Mode> mode, Optional<Bytes> bandwidth, Care care, Optional<Takeover> takeover) {
    public MigrationRequest {
        disks = Map.copyOf(disks);
        // Journals of earlier versions do not have it.
        takeover = Objects.requireNonNullElse(takeover, Optional.empty());
        if (vm.isBlank()) {
            throw new Misuse("no VM is named", "godwit get vms");
        }
        if (to.isEmpty() && disksTo.isEmpty() && disks.isEmpty() && takeover.isEmpty()) {
            throw new Misuse("nothing to move: neither a hypervisor nor a NAS is named",
                    "add --to HYPERVISOR, --disks-to NAS, or both");
        }
        if (disksTo.isPresent() && !disks.isEmpty()) {
            throw new Misuse("--disks-to moves every disk and --disk moves chosen ones: they exclude each other",
                    "give one of the two");
        }
        if (takeover.isPresent() && (disksTo.isPresent() || !disks.isEmpty())) {
            throw new Misuse("a takeover moves the export, and --disks-to and --disk copy images off it",
                    "make one move after the other");
        }
        if (bandwidth.filter(rate -> rate.count() < Bytes.ofMiB(1).count()).isPresent()) {
            throw new Misuse("the bandwidth is below 1MiB/s, the smallest that libvirt can set", "--bandwidth 1MiB/s");
        }
        if (mode.isPresent() && kind(to, disksTo, disks, takeover) != Kind.HYPERVISOR_AND_NAS) {
            throw new Misuse("--mode chooses how memory and disks move together, and only one of them moves",
                    "leave --mode out, or name both --to and --disks-to");
        }
    }

    /** The NAS that shall hold a disk, by the disk's name in the guest; empty where the disk stays. */
    public Optional<String> nasFor(String disk) {
        return disksTo.or(() -> Optional.ofNullable(disks.get(disk)));
    }

    public Kind kind() {
        return kind(to, disksTo, disks, takeover);
    }

    /** No VM moves, only the export that is in its place. */
    public static MigrationRequest of(Takeover takeover) {
        return new MigrationRequest(takeover.export(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty(),
                Optional.empty(), Care.DEFAULT, Optional.of(takeover));
    }

    /** A migration without a takeover. */
    public MigrationRequest(String vm, Optional<String> to, Optional<String> disksTo, Map<String, String> disks,
            Optional<Mode> mode, Optional<Bytes> bandwidth, Care care) {
        this(vm, to, disksTo, disks, mode, bandwidth, care, Optional.empty());
    }

    public MigrationRequest with(Takeover wanted) {
        return new MigrationRequest(vm, to, disksTo, disks, mode, bandwidth, care, Optional.of(wanted));
    }

    private static Kind kind(Optional<String> to, Optional<String> disksTo, Map<String, String> disks,
            Optional<Takeover> takeover) {
        if (takeover.isPresent()) {
            return to.isPresent() ? Kind.HYPERVISOR_AND_TAKEOVER : Kind.TAKEOVER;
        }
        return Kind.of(to.isPresent(), disksTo.isPresent() || !disks.isEmpty());
    }
}
