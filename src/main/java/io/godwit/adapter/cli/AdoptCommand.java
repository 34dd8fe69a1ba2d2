package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The work in the background: takes a migration over as soon as its process is gone. */
@Command(name = "adopt", hidden = true)
final class AdoptCommand implements Callable<Integer> {
    private static final int ROUNDS = 200;
    private static final long ROUND_MILLIS = 50;
    private final Session.Opening sessions;

    @Parameters
    private String id = "";

    @Option(names = "--cluster")
    private @Nullable Path cluster;

    AdoptCommand(Session.Opening sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = sessions.open(Optional.ofNullable(cluster), ProgressListener.NONE)) {
            MigrationId migration = new MigrationId(id);
            MigrationRecord left = session.migrations().find(migration);
            for (int round = 0; round < ROUNDS && session.processes().alive(left.owner()); round++) {
                Thread.sleep(ROUND_MILLIS);
            }
            return session.migrations().adopt(migration).outcome().exitCode();
        }
    }
}
