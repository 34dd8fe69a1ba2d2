package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.MigrationId;
import io.godwit.plan.Planning;
import io.godwit.report.PlanState;
import io.godwit.request.MigrationRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a migration of any kind is begun and waited for: the options and the steps that all of them have. */
final class Undertaking {
    @Option(names = "--dry-run", description = "only show the plan: the same checks, and nothing is changed")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "begin in the background, print the migration's id and return")
    private boolean noWait;

    @Option(names = {"-y", "--yes"}, description = "do not ask")
    private boolean yes;

    @Option(names = "--probe", paramLabel = "PROBE", description = "watch as a client does, and keep what was felt: "
            + "rdp://USER@HOST (the password in GODWIT_RDP_PASSWORD) or tcp://HOST:PORT; may be given several times")
    private List<String> probes = List.of();

    @Mixin
    private Common common = new Common();

    int run(Console console, Session.Opening sessions, MigrationRequest wanted) {
        try (Session session = sessions.open(common.cluster(), new ProgressView(console))) {
            MigrationId id = session.migrations().nextId();
            Planning planning = session.migrations().plan(id, wanted);
            if (dryRun || planning instanceof Planning.Refusal) {
                return PlanCommand.print(console, common, planning);
            }
            Planning.Plan plan = (Planning.Plan) planning;
            confirm(console, PlanState.of(plan));
            Orphans.carryOn(session, console);
            if (noWait && !probes.isEmpty()) {
                throw new Misuse("--probe watches in this process, and --no-wait ends it", "leave one of them out");
            }
            try (Onlookers onlookers = Onlookers.of(probes, console)) {
                MigrationRecord migration = session.migrations().open(id, plan);
                return noWait
                        ? inBackground(console, session, migration)
                        : here(console, session, migration, onlookers);
            }
        }
    }

    int runOn(Console console, RemoteCluster cluster, MigrationRequest wanted) throws InterruptedException {
        if (!probes.isEmpty()) {
            throw new Misuse("--probe watches in the process that migrates, and a server is to do it",
                    "open the desktop in the server's page, which measures it; or leave --server out");
        }
        PlanState plan = cluster.plan(wanted);
        if (dryRun || plan.refused()) {
            return PlanCommand.print(console, common, plan);
        }
        confirm(console, plan);
        MigrationId id = cluster.begin(wanted);
        if (noWait) {
            console.say("begun on the server; godwit watch " + id);
            console.data(id.value());
            return 0;
        }
        console.say(id + " begins; Ctrl-C detaches, godwit cancel " + id + " goes back");
        return new Following(console, common, cluster, id).toItsEnd(Optional.empty());
    }

    Common common() {
        return common;
    }

    private void confirm(Console console, PlanState plan) {
        if (yes || noWait || !console.terminal().errIsTerminal() || !console.terminal().inIsTerminal()) {
            return;
        }
        new PlanText(console.terminal().unicode()).lines(plan).forEach(console::say);
        console.err().print("Go ahead? [y/N] ");
        console.err().flush();
        Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
        if (!input.hasNextLine() || !input.nextLine().strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Misuse("nothing was begun", "the same command with --yes does not ask");
        }
    }

    private static int inBackground(Console console, Session session, MigrationRecord migration) {
        var _ = session.processes().continueInBackground(migration.id());
        console.say("begun in the background; godwit watch " + migration.id());
        console.data(migration.id().value());
        return 0;
    }

    private int here(Console console, Session session, MigrationRecord migration, Onlookers onlookers) {
        console.say(migration.id() + " begins; Ctrl-C detaches, godwit cancel " + migration.id() + " goes back");
        try (Detaching detaching = Detaching.onInterrupt(console, session, migration.id())) {
            MigrationRecord ended = session.migrations().run(migration);
            onlookers.felts().forEach(felt -> session.journal().felt(ended.id(), felt));
            detaching.ended();
            return ReportCommand.print(console, common, session, ended);
        }
    }
}
