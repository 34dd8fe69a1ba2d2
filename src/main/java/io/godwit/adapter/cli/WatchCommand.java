package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a migration to its end; where its process is gone, goes on with it. */
@Command(name = "watch", description = "follow a migration to its end; one that lost its process is carried on")
final class WatchCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "ID", description = "the migration's id")
    private String id = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "wait no longer; the migration goes on (exit 8)")
    private @Nullable Long timeoutSeconds;

    @Mixin
    private Reach reach = new Reach();

    @Mixin
    private Common common = new Common();

    WatchCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RemoteCluster> remote = reach.remote(common);
        if (remote.isPresent()) {
            return new Following(console, common, remote.get(), new MigrationId(id))
                    .toItsEnd(Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds));
        }
        ProgressListener view = new ProgressView(console);
        try (Session session = sessions.open(common.cluster(), view)) {
            MigrationRecord migration = session.migrations().find(new MigrationId(id));
            if (migration.outcome().open() && !session.processes().alive(migration.owner())) {
                return adopt(session, migration);
            }
            return follow(session, migration, view);
        }
    }

    private int adopt(Session session, MigrationRecord migration) {
        console.say(migration.id() + " lost its process; this one goes on with it");
        try (Detaching detaching = Detaching.onInterrupt(console, session, migration.id())) {
            MigrationRecord ended = session.migrations().adopt(migration.id());
            detaching.ended();
            return ReportCommand.print(console, common, session, ended);
        }
    }

    private int follow(Session session, MigrationRecord first, ProgressListener view) throws InterruptedException {
        Map<Integer, StepRecord.State> told = new HashMap<>();
        Instant lastSample = first.began();
        Instant began = Instant.now();
        MigrationRecord migration = first;
        while (migration.outcome().open()) {
            for (StepRecord step : session.journal().steps(first.id())) {
                if (told.put(step.sequence(), step.state()) != step.state()) {
                    view.step(step);
                }
            }
            for (Sample sample : session.journal().samples(first.id(), lastSample)) {
                view.sample(sample);
                lastSample = sample.at();
            }
            if (timeoutSeconds != null
                    && Duration.between(began, Instant.now()).compareTo(Duration.ofSeconds(timeoutSeconds)) > 0) {
                console.say(first.id() + " goes on; godwit watch " + first.id());
                return ExitCode.WAITED_TOO_LONG;
            }
            if (!session.processes().alive(migration.owner())) {
                return adopt(session, migration);
            }
            Thread.sleep(LOOK_MILLIS);
            migration = session.migrations().find(first.id());
        }
        return ReportCommand.print(console, common, session, migration);
    }
}
