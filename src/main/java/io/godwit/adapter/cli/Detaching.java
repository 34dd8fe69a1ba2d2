package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.model.MigrationId;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C, a hang-up or a termination means while this process works on a migration: the work is handed to a process
 * in the background, which takes it up as after a crash, from the journal and the hosts.
 */
final class Detaching implements AutoCloseable {
    private final Thread hook;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Detaching(Console console, Session session, MigrationId id) {
        this.hook = Thread.ofPlatform().unstarted(() -> {
            if (!ended.get()) {
                var _ = session.processes().continueInBackground(id);
                console.say("");
                console.say("detached: " + id + " goes on in the background. Come back: godwit watch " + id
                        + ". Go back: godwit cancel " + id);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Detaching onInterrupt(Console console, Session session, MigrationId id) {
        return new Detaching(console, session, id);
    }

    /** The migration has ended; there is nothing to hand over any more. */
    void ended() {
        ended.set(true);
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending; the hook has run or sees that there is nothing to do.
        }
    }
}
