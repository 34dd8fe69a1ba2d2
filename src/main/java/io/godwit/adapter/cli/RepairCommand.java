package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Terminal;
import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.observe.Evidence;
import io.godwit.observe.EvidenceReader;
import io.godwit.port.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks a person through a migration that could not be brought to its end. */
@Command(name = "repair", description = "a migration that needs a person: what is true now, and what can be done")
final class RepairCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "ID", description = "the migration's id")
    private String id = "";

    @Option(names = "--go-on", description = "take the step that failed once more; what is true then decides how it ends")
    private boolean goOn;

    @Mixin
    private Common common = new Common();

    RepairCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        try (Session session = sessions.open(common.cluster(), goOn
                ? new ProgressView(console)
                : ProgressListener.NONE)) {
            MigrationRecord migration = session.migrations().find(new MigrationId(id));
            if (migration.outcome() != Outcome.NEEDS_PERSON) {
                throw new Refused(id + " does not wait for a person: " + migration.outcome().label(),
                        migration.outcome().open() ? "godwit watch " + id : "godwit report " + id);
            }
            return goOn ? goOn(session, migration) : show(session, migration);
        }
    }

    private int goOn(Session session, MigrationRecord migration) {
        try (Detaching detaching = Detaching.onInterrupt(console, session, migration.id())) {
            MigrationRecord ended = session.migrations().goOn(migration.id());
            detaching.ended();
            return ReportCommand.print(console, common, session, ended);
        }
    }

    private int show(Session session, MigrationRecord migration) {
        Evidence evidence = new EvidenceReader(session.cluster(), session.hosts(), session.journal()).read(migration);
        if (common.format().machine()) {
            console.data(console.documents().write(common.format(), evidence));
        } else {
            console.data(lines(evidence).stream().map(Terminal::plain).toList());
        }
        return 0;
    }

    private static List<String> lines(Evidence evidence) {
        MigrationRecord migration = evidence.migration();
        List<String> lines = new ArrayList<>();
        lines.add(migration.id() + ": " + migration.plan().kind().label() + " migration of "
                + migration.plan().request().vm());
        evidence.failed().ifPresent(step -> {
            lines.add("  failed    " + step.step().title());
            lines.add("            " + step.detail());
        });
        evidence.copies().forEach(vm -> lines.add("  VM        " + vm.hypervisor() + ": " + vm.state() + disks(vm)));
        if (evidence.copies().isEmpty()) {
            lines.add("  VM        no hypervisor that answers knows it");
        }
        evidence.silent().forEach(why -> lines.add("  silent    " + why));
        evidence.images().forEach(image -> lines.add("  " + image.role() + " image " + image.location() + ": "
                + image.state() + (image.users().isEmpty()
                        ? ", no VM names it"
                        : ", named by " + String.join(", ", image.users()))));
        evidence.advice().forEach(next -> lines.add("  next      " + next));
        return lines;
    }

    private static String disks(Vm vm) {
        StringBuilder disks = new StringBuilder();
        vm.disks().stream().filter(disk -> disk.holdsData())
                .forEach(disk -> disks.append(", ").append(disk.target()).append(" is ").append(disk.top().source()));
        vm.persistentSources().forEach(stored -> disks.append(", ").append(stored.target()).append(" stored as ")
                .append(stored.source()));
        return disks.toString();
    }
}
