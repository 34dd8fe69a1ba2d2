package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.ReportText;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import io.godwit.report.Report;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a migration came to. */
@Command(name = "report", description = "what a migration came to: figures, steps, evidence")
final class ReportCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "ID", description = "the migration's id")
    private String id = "";

    @Mixin
    private Common common = new Common();

    ReportCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            var _ = print(console, common, session, session.migrations().find(new MigrationId(id)));
            return 0;
        }
    }

    /** The exit code says how the migration ended, for those who waited for it. */
    static int print(Console console, Common common, Session session, MigrationRecord migration) {
        Report report = Report.of(migration, session.journal().steps(migration.id()),
                session.journal().measured(migration.id()), Optional.empty(), Optional.empty());
        switch (common.format()) {
            case json, yaml -> console.data(console.documents().write(common.format(), report));
            case name -> console.data(report.id());
            case table, wide -> console.data(ReportText.lines(report));
        }
        return migration.outcome().exitCode();
    }
}
