package io.godwit.observe;

import io.godwit.journal.MigrationRecord;
import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.Floating;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.PairFacts;
import io.godwit.model.Vm;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.port.NasPairs;
import io.godwit.request.Takeover;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads all that planning a takeover needs, and nothing of it changes anything. */
public final class TakeoverReader {
    private final Cluster cluster;
    private final Hosts hosts;
    private final Journal journal;
    private final NasPairs pairs;

    public TakeoverReader(Cluster cluster, Hosts hosts, Journal journal, NasPairs pairs) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.journal = journal;
        this.pairs = pairs;
    }

    /**
     * Looks at the pair and the hypervisors.
     *
     * @throws NotFound where there is no such export, or the NAS is not of its pair
     */
    public TakeoverSituation read(Takeover request) {
        FloatingExport export = cluster.floatingExport(request.export()).orElseThrow(() -> new NotFound(
                "there is no export " + request.export() + " that can change its server; there are "
                        + names(cluster.floatingExports().stream().map(FloatingExport::name).toList()),
                "godwit get nas; exports with name, address and pair in the cluster file can"));
        if (!export.servers().contains(request.to())) {
            throw new NotFound(request.to() + " is not of the pair that can serve " + export.name() + ": "
                    + names(export.servers()), "godwit get nas");
        }
        Inventory inventory = new InventoryReader(cluster, hosts).readHypervisors();
        List<Vm> users = inventory.vms().filter(vm -> sources(vm).anyMatch(source -> on(export, source))).toList();
        return situation(export, inventory, users);
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private TakeoverSituation situation(FloatingExport export, Inventory inventory, List<Vm> users) {
        Optional<PairFacts> facts = Optional.empty();
        String silence = "";
        try {
            facts = Optional.of(pairs.look(export));
        } catch (GodwitException problem) {
            silence = problem.truth();
        }
        return new TakeoverSituation(inventory, export, facts, silence, users,
                named(users, export,
                        source -> source instanceof DiskSource.NfsPath(String address, _)
                                && !address.equals(export.address())),
                named(users, export, DiskSource.LocalFile.class::isInstance), open(export, users));
    }

    private boolean on(FloatingExport export, DiskSource source) {
        return cluster.locate(source).flatMap(cluster::floatingExport).filter(export::equals).isPresent();
    }

    private static Stream<DiskSource> sources(Vm vm) {
        return vm.disks().stream().flatMap(disk -> disk.chain().stream()).map(Layer::source);
    }

    private List<String> named(List<Vm> users, FloatingExport export, Predicate<DiskSource> which) {
        return users.stream().filter(vm -> sources(vm).filter(source -> on(export, source)).anyMatch(which))
                .map(Vm::name).distinct().toList();
    }

    private List<String> open(FloatingExport export, List<Vm> users) {
        return journal.openMigrations().stream().filter(migration -> concerns(migration, export, users))
                .map(migration -> migration.id() + " (" + migration.plan().kind().label() + ", "
                        + migration.plan().request().vm() + ")")
                .toList();
    }

    private boolean concerns(MigrationRecord migration, FloatingExport export, List<Vm> users) {
        boolean ofUser = users.stream().anyMatch(vm -> vm.uuid().equals(migration.plan().vm()));
        boolean toExport = Stream.concat(migration.plan().before().disks().values().stream(),
                migration.plan().after().disks().values().stream()).anyMatch(image -> isOn(export, image));
        boolean ofPair = migration.plan().request().takeover()
                .flatMap(takeover -> cluster.floatingExport(takeover.export()))
                .map(FloatingExport::floating).map(Floating::pair)
                .filter(export.floating().pair()::equals).isPresent();
        return ofUser || toExport || ofPair;
    }

    private boolean isOn(FloatingExport export, ImageLocation image) {
        return cluster.floatingExport(image).filter(export::equals).isPresent();
    }
}
