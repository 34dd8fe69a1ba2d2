package io.godwit.main;

import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.GodwitCommand;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.adapter.config.ClusterFile;
import io.godwit.adapter.libvirt.LibvirtHosts;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.execute.Session;
import io.godwit.journal.Felt;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.Export;
import io.godwit.model.GodwitException;
import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFacts;
import io.godwit.model.Mode;
import io.godwit.model.Nas;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.observe.DiskView;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.Load;
import io.godwit.observe.Situation;
import io.godwit.observe.TargetView;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ImageStore;
import io.godwit.port.ProgressListener;
import io.godwit.report.PlanState;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Does once, on libvirt's own test driver and in a folder of its own, what the usual commands do, so that the class cache
 * that is made from it (build/warm) holds what they load. Nothing of it reaches a host.
 */
final class Rehearsal {
    private static final String FILE = """
            hypervisors:
              - {name: a, uri: "qemu+tls://a/system", migrationAddress: 192.0.2.1}
            nas:
              - {name: n, addresses: [192.0.2.2], libvirt: "qemu+tls://n/system", exports: [{path: /export}]}
            """;
    private static final String EMPTY = "<node/>";
    private static final String WITH_VM = """
            <node><domain type='test'><name>x</name><memory>131072</memory><vcpu>1</vcpu>
              <os><type arch='x86_64' machine='q35'>hvm</type></os>
              <cpu mode='custom' match='exact'><model fallback='forbid'>Nehalem</model></cpu>
              <devices>
                <disk type='network' device='disk'><driver name='qemu' type='qcow2' cache='none'/>
                  <source protocol='nfs' name='/export/x.qcow2'><host name='127.0.0.1'/></source>
                  <target dev='vda' bus='virtio'/></disk>
                <interface type='bridge'><source bridge='br0'/><mac address='52:54:00:00:00:01'/></interface>
              </devices></domain></node>
            """;
    /** What no command of a person's needs at once. */
    private static final List<String> LATER = List.of("io/godwit/lab/", "io/godwit/demo/", "io/godwit/adapter/web/",
            "io/godwit/relay/", "io/godwit/picture/");

    private final Cluster cluster;
    private final Session session;

    private Rehearsal(Cluster cluster, Session session) {
        this.cluster = cluster;
        this.session = session;
    }

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Path folder = Path.of(arguments[0]);
        Path file = Files.writeString(folder.resolve("cluster.yaml"), FILE);
        var _ = ClusterFile.read(file, folder);
        Cluster cluster = cluster(folder);
        LocalProcesses processes = new LocalProcesses(List.of("godwit"), List.of(), folder);
        try (Session session = wiring(cluster, processes, ProgressListener.NONE)) {
            Rehearsal rehearsal = new Rehearsal(cluster, session);
            rehearsal.look();
            rehearsal.migrate();
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, Terminal.of(Map.of()), new Documents());
        for (List<String> words : List.of(List.of("get", "nas", "-o", "json"), List.of("plan", "x", "--to", "b"),
                List.of("migrate", "x", "--to", "b", "--yes"), List.of("get", "migrations"))) {
            var _ = GodwitCommand.of(console, (_, listener) -> wiring(cluster, processes, listener), "0", Map.of(),
                    words.getFirst()).execute(words.toArray(String[]::new));
        }
        var _ = Main.commandLine(new Places(Map.of("GODWIT_CLUSTER", file.toString())), console, "migrate")
                .execute("migrate", "--nonsense");
        loadTheRest();
        keepLibrary(Path.of(arguments[1]));
        System.exit(0);
    }

    private static Wiring wiring(Cluster cluster, LocalProcesses processes, ProgressListener listener) {
        return new Wiring(cluster,
                new RehearsedHosts(new LibvirtHosts(cluster, Wiring.pairs(cluster)::server)), processes, listener,
                UnaryOperator.identity());
    }

    private static Cluster cluster(Path folder) throws IOException {
        String withVm = node(folder, "a", WITH_VM);
        String empty = node(folder, "b", EMPTY);
        return new Cluster("rehearsal", folder,
                List.of(new Hypervisor("a", withVm, withVm, "127.0.0.1"),
                        new Hypervisor("b", empty, empty, "127.0.0.1")),
                List.of(new Nas("n", List.of("127.0.0.1"), node(folder, "n", EMPTY),
                        List.of(new Export("/export", "/export", Optional.empty(), false)))),
                Optional.empty());
    }

    private static String node(Path folder, String name, String definition) throws IOException {
        return "test://" + Files.writeString(folder.resolve(name + ".xml"), definition);
    }

    /** Each question by itself: the test driver answers some of them only. */
    private void look() {
        HypervisorHost host = session.hosts().hypervisor("a");
        ImageStore images = session.hosts().images("n", "/export");
        Vm vm = host.vms().getFirst();
        List<Runnable> questions = List.of(host::facts, () -> host.activity(vm.uuid()),
                () -> host.assess(host.needs(vm.uuid())), () -> host.capacity(vm.uuid(), "vda"),
                () -> host.usedMemory(vm.uuid()), () -> host.job(vm.uuid()), () -> host.exportsSeen("127.0.0.1"),
                () -> host.listen(vm.uuid(), _ -> {}).close(), () -> images.image("x.qcow2"), images::names,
                images::free, () -> session.inventories().read());
        for (Runnable question : questions) {
            try {
                question.run();
            } catch (GodwitException _) {
                // The way to the driver is what was to be loaded.
            }
        }
    }

    /** Classes that only a migration under way needs; the cache takes what was loaded. */
    private static void loadTheRest() throws IOException, ClassNotFoundException {
        Path place = Path.of(Rehearsal.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isDirectory(place)) {
            load(place);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            load(jar.getPath("/"));
        }
    }

    private static void load(Path root) throws IOException, ClassNotFoundException {
        List<String> classes;
        try (Stream<Path> files = Files.walk(root)) {
            classes = files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".class"))
                    .filter(name -> LATER.stream().noneMatch(name::startsWith)).toList();
        }
        for (String name : classes) {
            var _ = Class.forName(name.substring(0, name.length() - ".class".length()).replace('/', '.'), false,
                    Rehearsal.class.getClassLoader());
        }
    }

    /** SQLite's library would be unpacked at each start otherwise. */
    private static void keepLibrary(Path target) throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        try (InputStream library = org.sqlite.JDBC.class
                .getResourceAsStream("/org/sqlite/native/Linux/" + arch + "/libsqlitejdbc.so")) {
            if (library != null) {
                Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A plan for the test driver's VM, opened and ended in the journal. */
    private void migrate() {
        HypervisorHost host = session.hosts().hypervisor("a");
        Vm vm = host.vms().getFirst();
        MigrationRequest request = new MigrationRequest(vm.name(), Optional.of("b"), Optional.empty(), Map.of(),
                Optional.empty(), Optional.empty(), Care.DEFAULT);
        Planning planning = new Planner(Mode.STAGED).plan(session.migrations().nextId(), request, situation(vm, host));
        var _ = new PlanText(true).lines(PlanState.of(planning));
        if (planning instanceof Planning.Plan plan) {
            MigrationRecord migration = session.migrations().open(session.migrations().nextId(), plan);
            session.journal().beginStep(migration.id(), migration.owner(), 0, Instant.now());
            session.journal().endStep(migration.id(), migration.owner(), 0, "", Instant.now());
            session.journal().felt(migration.id(), new Felt("screen", 1, 1, 0, 0, 0, 0, 1, List.of()));
            var _ = session.journal().steps(migration.id());
            var _ = session.journal().past();
        }
    }

    private Situation situation(Vm vm, HypervisorHost host) {
        HostFacts facts = host.facts();
        Hypervisor a = cluster.hypervisor("a").orElseThrow();
        Hypervisor b = cluster.hypervisor("b").orElseThrow();
        Inventory inventory = new Inventory(cluster, List.of(new HypervisorView.Seen(a, facts, List.of(vm)),
                new HypervisorView.Seen(b, facts, List.of())), List.of());
        return new Situation(inventory, vm, host.activity(vm.uuid()), host.needs(vm.uuid()), a,
                facts, Optional.of(new TargetView.Seen(b, facts, new Suitability(Optional.empty(), Optional.empty()),
                        Optional.empty())),
                vm.disks().stream().map(this::view).toList(), List.of(), List.of(), Optional.empty(), Optional.empty(),
                new Load(vm.memory(), Optional.empty()), List.of());
    }

    private DiskView view(Disk disk) {
        ImageFacts facts = session.hosts().images("n", "/export").image("x.qcow2").orElseThrow();
        return new DiskView(disk, Bytes.ofMiB(1), disk.chain().stream().map(layer -> new DiskView.LayerView(layer,
                cluster.locate(layer.source()), Optional.of(facts))).toList());
    }
}
