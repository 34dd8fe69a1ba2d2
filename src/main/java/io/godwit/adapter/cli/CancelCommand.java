package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks for a migration's end. */
@Command(name = "cancel", description = "go back to where a migration began; possible until the VM runs on the target")
final class CancelCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "ID", description = "the migration's id")
    private String id = "";

    @Mixin
    private Reach reach = new Reach();

    @Mixin
    private Common common = new Common();

    CancelCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        Optional<RemoteCluster> remote = reach.remote(common);
        if (remote.isPresent()) {
            remote.get().cancel(new MigrationId(id));
            return asked();
        }
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            MigrationRecord migration = session.migrations().cancel(new MigrationId(id));
            if (!session.processes().alive(migration.owner())) {
                var _ = session.processes().continueInBackground(migration.id());
            }
            return asked();
        }
    }

    private int asked() {
        console.say("asked for; godwit watch " + id + " shows how it ends");
        return 0;
    }
}
