package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.port.Processes;
import io.godwit.port.Sleeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The migrations that a server works on, each on a platform thread of its own, and those that lost their process, which it
 * takes up. What is still under way when it closes is handed to processes in the background, as Ctrl-C does on the command
 * line (docs/decisions/0011).
 */
public final class Underway implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private final Migrations migrations;
    private final Processes processes;
    private final Sleeper sleeper;
    private final Consumer<String> log;
    private final Map<MigrationId, Thread> threads = new ConcurrentHashMap<>();
    private final Thread orphans;
    private volatile boolean over;

    public Underway(Migrations migrations, Processes processes, Sleeper sleeper, Consumer<String> log) {
        this.migrations = migrations;
        this.processes = processes;
        this.sleeper = sleeper;
        this.log = log;
        this.orphans = Thread.ofPlatform().name("orphans").daemon().unstarted(this::lookForOrphans);
    }

    /** Looks for migrations that lost their process, now and from time to time. */
    public void start() {
        orphans.start();
    }

    /** Works on a migration that this process has opened. */
    public void begin(MigrationRecord migration) {
        work(migration.id(), () -> migrations.run(migration));
    }

    private void lookForOrphans() {
        while (!over) {
            try {
                for (MigrationRecord orphan : migrations.orphans()) {
                    adopt(orphan);
                }
            } catch (GodwitException unreadable) {
                log.accept("looking for migrations without a process: " + unreadable.truth());
            }
            sleeper.sleep(AGAIN);
        }
    }

    private void adopt(MigrationRecord orphan) {
        if (!threads.containsKey(orphan.id())) {
            log.accept(
                    orphan.id() + " was left by process " + orphan.owner().pid() + ", which is gone; it goes on here");
            work(orphan.id(), () -> migrations.adopt(orphan.id()));
        }
    }

    private void work(MigrationId id, Supplier<MigrationRecord> first) {
        Thread thread = Thread.ofPlatform().name("migration " + id).daemon().unstarted(() -> {
            try {
                toItsEnd(id, first);
            } finally {
                threads.remove(id);
            }
        });
        if (threads.putIfAbsent(id, thread) == null) {
            thread.start();
        }
    }

    /** What keeps it from going on, a full disk under the journal for one, may pass: the migration must end all the same. */
    private void toItsEnd(MigrationId id, Supplier<MigrationRecord> first) {
        Supplier<MigrationRecord> next = first;
        while (!over) {
            try {
                var _ = next.get();
                return;
            } catch (Refused another) {
                log.accept(id + ": " + another.truth());
                return;
            } catch (RuntimeException problem) {
                log.accept(
                        id + " stands still: " + problem.getMessage() + "; once more in " + AGAIN.toSeconds() + " s");
                sleeper.sleep(AGAIN);
                next = () -> migrations.again(id);
            }
        }
    }

    /** Hands over what has not ended. The process has to end right after: only then does the other one go on. */
    @Override
    public void close() {
        over = true;
        for (MigrationId id : threads.keySet()) {
            log.accept(id + (processes.continueInBackground(id)
                    ? " goes on in the background"
                    : " ends unfinished, with its cluster"));
        }
    }
}
