package io.godwit.adapter.store;

import io.godwit.journal.MigrationRecord;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.GodwitException.Stuck;
import io.godwit.port.JournalCopies;
import io.godwit.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Copies of the SQLite journal: VACUUM INTO gives one that is whole whoever writes meanwhile. */
public final class SqliteCopies implements JournalCopies {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final List<String> BESIDE = List.of("-wal", "-shm");
    private final Path folder;
    private final Processes processes;
    private final InstantSource clock;

    public SqliteCopies(Path folder, Processes processes, InstantSource clock) {
        this.folder = folder;
        this.processes = processes;
        this.clock = clock;
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    @Override
    public void backup(Path to) {
        if (Files.exists(to)) {
            throw new Misuse(to + " exists, and a backup overwrites nothing", "name another file");
        }
        try (Sql sql = open(file())) {
            var _ = sql.update("VACUUM INTO ?", to.toString());
        }
    }

    @Override
    public Optional<String> damage() {
        return damage(file());
    }

    private static Optional<String> damage(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + " is not there");
        }
        try (Sql sql = open(file)) {
            List<String> found = sql.query("PRAGMA integrity_check", row -> row.getString(1));
            boolean ours = sql.first("SELECT 1 FROM sqlite_master WHERE name = 'migration'", row -> row.getInt(1))
                    .isPresent();
            return found.equals(List.of("ok"))
                    ? ours ? Optional.empty() : Optional.of(file + " is a database, and no journal of Godwit")
                    : Optional.of(String.join("; ", found));
        } catch (GodwitException e) {
            return Optional.of(e.truth());
        }
    }

    @Override
    public Optional<Path> restore(Path from) {
        damage(from).ifPresent(damage -> {
            throw new Misuse(from + " is no whole journal: " + damage, "choose another copy; nothing was changed");
        });
        requireIdle();
        try {
            Files.createDirectories(folder);
            Path staged = Files.copy(from, folder.resolve("journal.restored"), StandardCopyOption.REPLACE_EXISTING);
            JournalFile.give(staged);
            Optional<Path> kept = keepPresent();
            Files.move(staged, file(), StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } catch (IOException e) {
            throw new Stuck("the copy could not be put in place: " + e.getMessage(),
                    "look at " + folder + "; journals kept aside are named journal.db.kept-TIME", e);
        }
    }

    /** A broken journal hinders nobody from putting a whole one in its place. */
    private void requireIdle() {
        if (damage().isPresent()) {
            return;
        }
        try (SqliteJournal journal = SqliteJournal.open(folder)) {
            for (MigrationRecord migration : journal.migrations()) {
                if (migration.outcome().open() && processes.alive(migration.owner())) {
                    throw new Refused("process " + migration.owner().pid() + " works on " + migration.id(),
                            "godwit watch " + migration.id() + ", then once more");
                }
            }
        }
    }

    private Optional<Path> keepPresent() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        String name = "journal.db.kept-" + TIME.format(clock.instant());
        for (String beside : BESIDE) {
            Path log = folder.resolve("journal.db" + beside);
            if (Files.exists(log)) {
                Files.move(log, folder.resolve(name + beside));
            }
        }
        return Optional.of(Files.move(file(), folder.resolve(name)));
    }

    private static Sql open(Path file) {
        try {
            return new Sql(DriverManager.getConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw new Stuck(file + " cannot be opened: " + e.getMessage(), "look at the file and its rights", e);
        }
    }
}
