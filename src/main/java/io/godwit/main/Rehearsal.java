package io.godwit.main;

import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.GodwitCommand;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.adapter.config.ClusterFile;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.execute.Session;
import io.godwit.journal.Felt;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.Mode;
import io.godwit.model.Nas;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.Load;
import io.godwit.observe.Situation;
import io.godwit.observe.TargetView;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ProgressListener;
import io.godwit.report.PlanState;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does once, on libvirt's own test driver and in a folder of its own, what the usual commands do, so that the class cache
 * that is made from it (build/warm) holds what they load. Nothing of it reaches a host.
 */
final class Rehearsal {
    private static final Hypervisor A = new Hypervisor("a", "test:///default", "test:///default", "127.0.0.1");
    private static final Hypervisor B = new Hypervisor("b", "test:///default", "test:///default", "127.0.0.1");

    private static final String FILE = """
            hypervisors:
              - {name: a, uri: "qemu+tls://a/system", migrationAddress: 192.0.2.1}
            nas:
              - {name: n, addresses: [192.0.2.2], libvirt: "qemu+tls://n/system", exports: [{path: /export}]}
            """;

    private final Cluster cluster;
    private final Session session;

    private Rehearsal(Cluster cluster, Session session) {
        this.cluster = cluster;
        this.session = session;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path file = Files.writeString(folder.resolve("cluster.yaml"), FILE);
        var _ = ClusterFile.read(file, folder);
        Cluster cluster = new Cluster("rehearsal", folder, List.of(A, B), List.of(new Nas("n", List.of("127.0.0.1"),
                "test:///default", List.of(new Export("/export", "/default-pool", Optional.empty(), false)))),
                Optional.empty());
        LocalProcesses processes = new LocalProcesses(List.of("godwit"), List.of(), folder);
        try (Session session = new Wiring(cluster, processes, ProgressListener.NONE)) {
            new Rehearsal(cluster, session).migrate();
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, Terminal.of(Map.of()), new Documents());
        for (List<String> words : List.of(List.of("get", "nas", "-o", "json"), List.of("plan", "x", "--to", "b"),
                List.of("migrate", "x", "--to", "b", "--yes"), List.of("get", "migrations"))) {
            var _ = GodwitCommand.of(console, (_, listener) -> new Wiring(cluster, processes, listener), "0", Map.of(),
                    words.getFirst()).execute(words.toArray(String[]::new));
        }
        keepLibrary(Path.of(arguments[1]));
        System.exit(0);
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
        HostFacts facts = new HostFacts("a", 1, 1, new Bytes(1L << 40), Optional.of(Set.of()), Set.of("default"));
        Inventory inventory = new Inventory(cluster, List.of(new HypervisorView.Seen(A, facts, List.of(vm)),
                new HypervisorView.Seen(B, facts, List.of())), List.of());
        return new Situation(inventory, vm, new VmActivity(Optional.empty(), List.of(), 0, 0), host.needs(vm.uuid()), A,
                facts, Optional.of(new TargetView.Seen(B, facts, new Suitability(Optional.empty(), Optional.empty()),
                        Optional.empty())),
                List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(),
                new Load(vm.memory(), Optional.empty()), List.of());
    }
}
