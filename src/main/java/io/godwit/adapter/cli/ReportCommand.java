package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.ReportText;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.model.GodwitException.Failed;
import io.godwit.picture.PngPicture;
import io.godwit.port.Journal;
import io.godwit.report.HtmlReport;
import io.godwit.report.Report;
import io.godwit.report.Story;
import io.godwit.report.TimeLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
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

    @Option(names = "--html", paramLabel = "FILE", description = "also write a page that needs nothing but itself")
    private @Nullable Path html;

    @Option(names = "--png", paramLabel = "FILE", description = "also write the time line as a picture, for a ticket")
    private @Nullable Path png;

    @Mixin
    private Reach reach = new Reach();

    @Mixin
    private Common common = new Common();

    ReportCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        Optional<RemoteCluster> remote = reach.remote(common);
        if (remote.isPresent()) {
            Story story = remote.get().story(new MigrationId(id));
            write(story);
            var _ = print(console, common, story);
            return 0;
        }
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            MigrationRecord migration = session.migrations().find(new MigrationId(id));
            write(story(session, migration));
            var _ = print(console, common, session, migration);
            return 0;
        }
    }

    static Story story(Session session, MigrationRecord migration) {
        Journal journal = session.journal();
        List<Felt> felts = journal.felts(migration.id());
        List<Mark> marks = journal.marks(migration.id());
        return new Story(Report.of(migration, journal.steps(migration.id()), journal.measured(migration.id()), felts,
                marks, Optional.empty()), journal.samples(migration.id(), Instant.EPOCH), felts, marks);
    }

    private void write(Story story) {
        try {
            if (html != null) {
                Files.writeString(html, HtmlReport.page(story.report().vm() + " " + story.report().id(),
                        story.report().kind() + " migration", List.of(new HtmlReport.Entry(story.report().kind()
                                + " migration", story, List.of(), List.of()))));
            }
            if (png != null) {
                Files.write(png, PngPicture.of(TimeLine.draw(story)));
            }
        } catch (IOException e) {
            throw new Failed("the report could not be written: " + e.getMessage(),
                    "name a file in a folder that exists",
                    e);
        }
    }

    /** The exit code says how the migration ended, for those who waited for it. */
    static int print(Console console, Common common, Session session, MigrationRecord migration) {
        return print(console, common, story(session, migration));
    }

    static int print(Console console, Common common, Story story) {
        Report report = story.report();
        switch (common.format()) {
            case json, yaml -> console.data(console.documents().write(common.format(), report));
            case name -> console.data(report.id());
            case table, wide -> {
                console.data(ReportText.lines(report));
                console.data(TimeLine.blocks(story, Math.min(120, console.terminal().columns()),
                        console.terminal().unicode()));
            }
        }
        return Outcome.of(report.result()).map(Outcome::exitCode).orElse(ExitCode.FAILED);
    }
}
