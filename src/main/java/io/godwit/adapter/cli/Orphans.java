package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;

/** Migrations whose process is gone: the next command that works on the cluster sees to it that they end. */
final class Orphans {
    private Orphans() {}

    static void carryOn(Session session, Console console) {
        for (MigrationRecord orphan : session.migrations().orphans()) {
            console.say(
                    orphan.id() + " was left by process " + orphan.owner().pid() + ", which is gone; it goes on in the"
                            + " background. godwit watch " + orphan.id());
            var _ = session.processes().continueInBackground(orphan.id());
        }
    }
}
