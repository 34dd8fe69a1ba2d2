package io.godwit.observe;

import io.godwit.journal.MigrationRecord;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.DiskSource;
import io.godwit.model.Export;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.Nas;
import io.godwit.model.Vm;
import io.godwit.model.VmNeeds;
import io.godwit.port.Hosts;
import io.godwit.port.HypervisorHost;
import io.godwit.port.Journal;
import io.godwit.request.MigrationRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads all that planning one request needs, and nothing of it changes anything. */
public final class SituationReader {
    private final Cluster cluster;
    private final Hosts hosts;
    private final Journal journal;
    private final InventoryReader inventories;

    public SituationReader(Cluster cluster, Hosts hosts, Journal journal) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.journal = journal;
        this.inventories = new InventoryReader(cluster, hosts);
    }

    /**
     * Looks at the hosts.
     *
     * @throws NotFound where the request names a VM, a disk or a host that is not there
     */
    public Situation read(MigrationRequest request) {
        return read(request, inventories.readHypervisors(), SituationReader::load);
    }

    /**
     * The same for a first impression: which VMs there are is taken from a look that was just had, and nothing is measured.
     *
     * @param seen the hosts as they were
     */
    public Situation read(MigrationRequest request, Inventory seen) {
        return read(request, seen, (_, vm, _) -> new Load(vm.memory(), Optional.empty()));
    }

    /** How the VM's load is found out. */
    private interface Loads {
        Load of(HypervisorHost source, Vm vm, VmNeeds needs);
    }

    private Situation read(MigrationRequest request, Inventory inventory, Loads loads) {
        Optional<Hypervisor> target = request.to().map(this::hypervisor);
        Vm vm = inventory.vm(request.vm()).orElseThrow(() -> noVm(request.vm(), inventory));
        requireDisks(request, vm);
        HypervisorHost source = hosts.hypervisor(vm.hypervisor());
        VmNeeds needs = source.needs(vm.uuid());
        List<DiskView> disks = vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                .map(disk -> view(disk, source, vm)).toList();
        Set<ExportUse> uses = uses(request, vm, disks);
        return new Situation(inventory, vm, source.activity(vm.uuid()), needs, hypervisor(vm.hypervisor()),
                facts(inventory.view(vm.hypervisor()), source), target.map(host -> target(inventory, host, vm, needs)),
                disks, exports(uses), sights(uses, vm.hypervisor(), request.to()),
                journal.openMigrationOf(vm.uuid()).or(() -> takeover(disks)).map(open -> open.id()),
                vm.claim().filter(claim -> journal.migration(claim.id()).isEmpty()), loads.of(source, vm, needs),
                journal.past());
    }

    /** One that moves the export of a disk is as much in the way as one of the VM itself. */
    private Optional<MigrationRecord> takeover(List<DiskView> disks) {
        List<String> exports = disks.stream().flatMap(disk -> disk.location().stream())
                .flatMap(image -> cluster.floatingExport(image).stream()).map(FloatingExport::name).toList();
        return exports.isEmpty()
                ? Optional.empty()
                : journal.openMigrations().stream().filter(open -> open.plan().request().takeover()
                        .filter(takeover -> exports.contains(takeover.export())).isPresent()).findFirst();
    }

    /** Measuring the dirty rate is safe under KVM only: QEMU 7.2 died of it under TCG (docs/decisions/0008). */
    private static Load load(HypervisorHost source, Vm vm, VmNeeds needs) {
        Bytes given = source.usedMemory(vm.uuid());
        Bytes used = given.count() == 0 || given.compareTo(vm.memory()) > 0 ? vm.memory() : given;
        return new Load(used, needs.virtType().equals("kvm") ? source.dirtyRate(vm.uuid()) : Optional.empty());
    }

    /** An export that is used, and in which form. */
    private record ExportUse(Nas nas, Export export, boolean mounted) {}

    private Hypervisor hypervisor(String name) {
        return cluster.hypervisor(name).orElseThrow(() -> new NotFound("there is no hypervisor " + name + "; there are "
                + names(cluster.hypervisors().stream().map(Hypervisor::name).toList()), "godwit get hypervisors"));
    }

    private Nas nas(String name) {
        return cluster.nas(name).orElseThrow(() -> new NotFound(
                "there is no NAS " + name + "; there are " + names(cluster.nas().stream().map(Nas::name).toList()),
                "godwit get nas"));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static NotFound noVm(String name, Inventory inventory) {
        String blind = inventory.unseen().isEmpty()
                ? ""
                : ", and these hypervisors do not answer, so it may be there: "
                        + names(inventory.unseen().stream().map(unseen -> unseen.hypervisor().name()).toList());
        return new NotFound("no hypervisor that answers has a VM " + name + blind, "godwit get vms");
    }

    private static void requireDisks(MigrationRequest request, Vm vm) {
        for (String disk : request.disks().keySet()) {
            if (vm.disk(disk).isEmpty()) {
                throw new NotFound(vm.name() + " has no disk " + disk + "; it has "
                        + names(vm.disks().stream().map(Disk::target).toList()), "godwit get disks");
            }
        }
    }

    private static HostFacts facts(HypervisorView view, HypervisorHost host) {
        return switch (view) {
            case HypervisorView.Seen seen -> seen.facts();
            case HypervisorView.Unseen _ -> host.facts();
        };
    }

    /** Only what the look at all hypervisors did not ask is asked: each question delays the migration. */
    private TargetView target(Inventory inventory, Hypervisor target, Vm vm, VmNeeds needs) {
        return switch (inventory.view(target.name())) {
            case HypervisorView.Unseen unseen -> new TargetView.Unseen(target, unseen.why());
            case HypervisorView.Seen seen -> assessed(seen, vm, needs);
        };
    }

    private TargetView assessed(HypervisorView.Seen seen, Vm vm, VmNeeds needs) {
        try {
            Optional<Vm> namesake = seen.vms().stream()
                    .filter(other -> other.uuid().equals(vm.uuid()) || other.name().equals(vm.name())).findFirst();
            return new TargetView.Seen(seen.hypervisor(), seen.facts(),
                    hosts.hypervisor(seen.hypervisor().name()).assess(needs), namesake);
        } catch (GodwitException problem) {
            return new TargetView.Unseen(seen.hypervisor(), problem.truth());
        }
    }

    private DiskView view(Disk disk, HypervisorHost source, Vm vm) {
        Bytes capacity = vm.state().running() ? source.capacity(vm.uuid(), disk.target()) : Bytes.ZERO;
        return new DiskView(disk, capacity, disk.chain().stream().map(this::view).toList());
    }

    private DiskView.LayerView view(Layer layer) {
        Optional<ImageLocation> location = cluster.locate(layer.source());
        return new DiskView.LayerView(layer, location, location.flatMap(this::facts));
    }

    private Optional<ImageFacts> facts(ImageLocation image) {
        try {
            return hosts.images(image.nas(), image.export()).image(image.name());
        } catch (GodwitException _) {
            // The export itself is reported as unseen; a check says so.
            return Optional.empty();
        }
    }

    private Set<ExportUse> uses(MigrationRequest request, Vm vm, List<DiskView> disks) {
        Set<ExportUse> uses = new LinkedHashSet<>();
        for (DiskView disk : disks) {
            for (DiskView.LayerView layer : disk.layers()) {
                layer.location().ifPresent(location -> uses.add(use(location, layer.layer())));
            }
        }
        for (Disk disk : vm.disks()) {
            if (disk.holdsData()) {
                request.nasFor(disk.target()).ifPresent(name -> {
                    Nas nas = nas(name);
                    uses.add(new ExportUse(nas, nas.defaultExport(), mounted(disk.top())));
                });
            }
        }
        return uses;
    }

    private ExportUse use(ImageLocation location, Layer layer) {
        Nas nas = nas(location.nas());
        return new ExportUse(nas, nas.export(location.export()).orElseThrow(), mounted(layer));
    }

    private static boolean mounted(Layer layer) {
        return layer.source() instanceof DiskSource.LocalFile;
    }

    private List<NasView> exports(Set<ExportUse> uses) {
        List<NasView> views = new ArrayList<>();
        for (ExportUse use : uses) {
            boolean known = views.stream().anyMatch(view -> view.nas().name().equals(use.nas().name())
                    && view.export().path().equals(use.export().path()));
            if (!known) {
                views.add(inventories.view(use.nas(), use.export()));
            }
        }
        return views;
    }

    private List<Sight> sights(Set<ExportUse> uses, String source, Optional<String> target) {
        Set<String> concerned = new LinkedHashSet<>(List.of(source));
        target.ifPresent(concerned::add);
        List<Sight> sights = new ArrayList<>();
        for (String hypervisor : concerned) {
            uses.forEach(use -> sights.add(sight(hypervisor, use)));
        }
        return sights;
    }

    private Sight sight(String hypervisor, ExportUse use) {
        try {
            HypervisorHost host = hosts.hypervisor(hypervisor);
            return use.mounted() ? mountSight(host, hypervisor, use) : clientSight(host, hypervisor, use);
        } catch (GodwitException problem) {
            return sight(hypervisor, use, "", Optional.of(problem.truth()), true);
        }
    }

    private static Sight mountSight(HypervisorHost host, String hypervisor, ExportUse use) {
        Optional<String> folder = use.export().mount();
        if (folder.isEmpty()) {
            return sight(hypervisor, use, "", Optional.of("the cluster file names no mount for this export"), true);
        }
        return sight(hypervisor, use, "mounted at " + folder.get(), host.folderProblem(folder.get()), true);
    }

    private static Sight clientSight(HypervisorHost host, String hypervisor, ExportUse use) {
        String address = Cluster.address(use.nas(), use.export());
        List<String> exports = host.exportsSeen(address);
        Optional<String> problem = exports.contains(use.export().path())
                ? Optional.empty()
                : Optional.of(exports.isEmpty()
                        ? address + " shows it no exports"
                        : address + " shows it " + names(exports) + ", not " + use.export().path());
        return sight(hypervisor, use, address + " shows it " + use.export().path(), problem, !exports.isEmpty());
    }

    private static Sight sight(String hypervisor, ExportUse use, String evidence, Optional<String> problem,
            boolean certain) {
        return new Sight(hypervisor, use.nas().name(), use.export().path(), evidence, problem, certain);
    }
}
