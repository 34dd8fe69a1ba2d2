package io.godwit.plan;

import io.godwit.model.DiskSource;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.model.Mode;
import io.godwit.observe.DiskView;
import io.godwit.observe.DiskView.LayerView;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the disks are understood well enough to be moved, or to be left where they are while the VM moves. */
final class DiskRules {
    /** Modes in which the host's page cache holds nothing that another host would miss. */
    private static final Set<String> SAFE_CACHE = Set.of("none", "directsync");

    static final List<Rule> ALL = List.of(DiskRules::known, DiskRules::cache, DiskRules::notShared,
            DiskRules::understood,
            DiskRules::movable, DiskRules::formKept, DiskRules::atomicChain);

    private DiskRules() {}

    private static Stream<DiskView> withData(Situation now) {
        return now.disks().stream().filter(disk -> disk.disk().holdsData());
    }

    private static Stream<Check> known(MigrationRequest request, Situation now) {
        return now.disks().stream().map(disk -> {
            String where = String.valueOf(disk.disk().top().source());
            return disk.location()
                    .map(image -> Check.passed("disk-known", disk.disk().target(), where + " is " + image))
                    .orElseGet(() -> Check.refused("disk-known", disk.disk().target(),
                            where + " is below no export that the cluster file names",
                            "name its NAS and export in the cluster file, or eject it where it is a CD"));
        });
    }

    private static Stream<Check> cache(MigrationRequest request, Situation now) {
        return withData(now).map(disk -> {
            String mode = disk.disk().cache().isEmpty() ? "default (writeback)" : disk.disk().cache();
            return SAFE_CACHE.contains(disk.disk().cache())
                    ? Check.passed("disk-cache", disk.disk().target(), "cache mode " + mode)
                    : Check.refused("disk-cache", disk.disk().target(), "cache mode " + mode
                            + ": a host's page cache may hold what another host does not see",
                            "set cache='none' in the VM's definition and restart it once");
        });
    }

    private static Stream<Check> notShared(MigrationRequest request, Situation now) {
        return withData(now).map(disk -> {
            List<String> others = disk.location().stream().flatMap(image -> now.inventory().usersOf(image).stream())
                    .filter(vm -> !vm.uuid().equals(now.vm().uuid())).map(vm -> vm.name()).distinct().toList();
            String name = disk.disk().target();
            if (disk.disk().shareable() || !others.isEmpty()) {
                return Check.refused("disk-not-shared", name,
                        others.isEmpty()
                                ? "is marked shareable"
                                : "is used by " + String.join(", ", others) + " as well",
                        "an image that several VMs write cannot be moved under them");
            }
            return Check.passed("disk-not-shared", name, "no other VM uses its image");
        });
    }

    private static Stream<Check> understood(MigrationRequest request, Situation now) {
        return DiskMove.of(request, now).flatMap(move -> move.disk().layers().stream()
                .map(layer -> understood(move.target(), layer)));
    }

    private static Check understood(String disk, LayerView layer) {
        String what = String.valueOf(layer.layer().source());
        Optional<ImageFormat> format = ImageFormat.of(layer.layer().format());
        if (format.isEmpty()) {
            return Check.refused("disk-understood", disk, what + " has format " + layer.layer().format(),
                    "Godwit moves qcow2 and raw images");
        }
        if (layer.facts().isEmpty()) {
            return Check.refused("disk-understood", disk, what + " is not seen by its NAS",
                    "godwit doctor; the NAS must answer and show the image");
        }
        ImageFacts facts = layer.facts().get();
        return Check.passed("disk-understood", disk, what + ": " + layer.layer().format() + ", " + facts.capacity()
                + ", " + facts.allocation() + " on the NAS");
    }

    private static Stream<Check> movable(MigrationRequest request, Situation now) {
        List<DiskMove> wanted = DiskMove.wanted(request, now).toList();
        if (request.disksTo().isEmpty() && request.disks().isEmpty()) {
            return Stream.empty();
        }
        Stream<Check> chosenThere = wanted.stream().filter(DiskMove::alreadyThere)
                .filter(move -> request.disks().containsKey(move.target())).map(DiskRules::there);
        boolean nothingLeft = wanted.stream().allMatch(DiskMove::alreadyThere) && request.disks().isEmpty();
        return nothingLeft
                ? Stream.of(Check.refused("disk-elsewhere", request.disksTo().orElse(""),
                        wanted.isEmpty() ? "the VM has no disk that holds data" : "every disk lies there already",
                        "godwit get disks; name another NAS, or leave the disks out"))
                : chosenThere;
    }

    private static Check there(DiskMove move) {
        return Check.refused("disk-elsewhere", move.target(), "it lies on " + move.nas().name() + " already",
                "godwit get disks; name another NAS");
    }

    private static Stream<Check> formKept(MigrationRequest request, Situation now) {
        return DiskMove.of(request, now)
                .filter(move -> move.disk().layers().stream()
                        .anyMatch(layer -> layer.layer().source() instanceof DiskSource.LocalFile))
                .filter(move -> move.nas().defaultExport().mount().isEmpty())
                .map(move -> Check.refused("disk-mount", move.target(),
                        "it is a file below a mount, and " + move.nas().name() + " has no mount in the cluster file",
                        "mount the export on the hypervisors and name the folder as 'mount' in the cluster file"));
    }

    /**
     * libvirt copies only the top of a chain with NON_SHARED_INC, and then insists that it would have to make the target of
     * a network disk itself, which it cannot (qemuMigrationDstPrecreateStorage, seen with 9.0).
     */
    private static Stream<Check> atomicChain(MigrationRequest request, Situation now) {
        if (!request.mode().equals(Optional.of(Mode.ATOMIC))) {
            return Stream.empty();
        }
        return DiskMove.of(request, now).filter(DiskMove::shallow)
                .filter(move -> move.disk().disk().top().source() instanceof DiskSource.NfsPath)
                .map(move -> Check.refused("disk-atomic-chain", move.target(),
                        "libvirt cannot copy a chain of NFS network disks along with the memory", "--mode staged"));
    }
}
