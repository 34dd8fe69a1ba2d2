package io.godwit.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.adapter.process.LocalProcesses;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.lab.Command;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.GodwitException.Stuck;
import io.godwit.model.Mode;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.request.MigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCopiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Owner GONE = new Owner("an older boot", 1, 1, 0);

    @TempDir
    private Path folder = Path.of(".");

    private final LocalProcesses processes = new LocalProcesses(List.of("false"), List.of(), Path.of("."));
    private final MigrationRequest request = Situations.request(Optional.of("vnode3"), Optional.empty(),
            Optional.empty());
    private final Planning.Plan plan = (Planning.Plan) new Planner(Mode.STAGED).plan(Situations.ID, request,
            new Situations().now(request));

    private Path state() {
        return folder.resolve("state");
    }

    private SqliteCopies copies() {
        return new SqliteCopies(state(), processes, InstantSource.fixed(NOW));
    }

    private void opened(Owner owner) {
        try (SqliteJournal journal = SqliteJournal.open(state())) {
            var _ = journal.open(Situations.ID, plan, owner, NOW);
        }
    }

    private Outcome outcome() {
        try (SqliteJournal journal = SqliteJournal.open(state())) {
            return journal.migration(Situations.ID).orElseThrow().outcome();
        }
    }

    @Test
    void aBackupIsRestoredAndWhatWasThereIsKept() throws IOException {
        opened(GONE);
        Path copy = folder.resolve("copy.db");
        copies().backup(copy);
        try (SqliteJournal journal = SqliteJournal.open(state())) {
            journal.end(Situations.ID, journal.migration(Situations.ID).orElseThrow().owner(), Outcome.DONE, "", NOW);
        }
        Optional<Path> kept = copies().restore(copy);
        assertThat(outcome()).isEqualTo(Outcome.RUNNING);
        assertThat(kept).contains(state().resolve("journal.db.kept-261124-120000"));
        assertThat(Files.exists(kept.orElseThrow())).isTrue();
    }

    @Test
    void nothingIsOverwrittenByABackup() throws IOException {
        opened(GONE);
        Path there = Files.writeString(folder.resolve("there"), "mine");
        assertThatThrownBy(() -> copies().backup(there)).isInstanceOf(Misuse.class);
        assertThat(Files.readString(there)).isEqualTo("mine");
    }

    @Test
    void nothingIsRestoredWhileAProcessWorksOnAMigration() {
        opened(processes.self());
        Path copy = folder.resolve("copy.db");
        copies().backup(copy);
        assertThatThrownBy(() -> copies().restore(copy)).isInstanceOf(Refused.class).hasMessageContaining("works on");
    }

    @Test
    void onlyAWholeJournalIsRestored() throws IOException, SQLException {
        opened(GONE);
        Path text = Files.writeString(folder.resolve("text"), "no database at all ".repeat(100));
        assertThatThrownBy(() -> copies().restore(text)).isInstanceOf(Misuse.class);
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cats (name TEXT)");
        }
        assertThatThrownBy(() -> copies().restore(other)).isInstanceOf(Misuse.class)
                .hasMessageContaining("no journal of Godwit");
        assertThat(outcome()).isEqualTo(Outcome.RUNNING);
    }

    @Test
    void aBrokenJournalIsSaidToBeAndAWholeOneTakesItsPlace() throws IOException {
        opened(GONE);
        Path copy = folder.resolve("copy.db");
        copies().backup(copy);
        Files.writeString(state().resolve("journal.db"), "a file system without power ".repeat(400));
        assertThat(copies().damage()).isPresent();
        assertThatThrownBy(() -> SqliteJournal.open(state())).isInstanceOf(Stuck.class);
        var _ = copies().restore(copy);
        assertThat(copies().damage()).isEmpty();
        assertThat(outcome()).isEqualTo(Outcome.RUNNING);
    }

    /** The first version's tables, as its program made them, with a migration in them. */
    @Test
    void anOldVersionsJournalOpensInThisOne() throws SQLException, IOException {
        opened(GONE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state().resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            for (String newer : List.of("felt", "mark", "past", "account", "token", "web_session", "sign_in_link",
                    "idempotency", "audit")) {
                statement.execute("DROP TABLE " + newer);
            }
            statement.execute("PRAGMA user_version = 1");
        }
        assertThat(outcome()).isEqualTo(Outcome.RUNNING);
        try (SqliteJournal journal = SqliteJournal.open(state())) {
            assertThat(journal.felts(Situations.ID)).isEmpty();
        }
    }

    @Test
    void aNewerVersionsJournalIsLeftAlone() throws SQLException {
        opened(GONE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state().resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> SqliteJournal.open(state())).hasMessageContaining("version 99");
    }

    @Tag("lab")
    @Test
    void aFullDiskStopsNewWorkWithAClearErrorAndLosesNothing() throws IOException {
        Files.createDirectories(state());
        var _ = Command.of("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", state().toString()).run();
        try {
            opened(GONE);
            try (SqliteJournal journal = SqliteJournal.open(state())) {
                Owner owner = journal.migration(Situations.ID).orElseThrow().owner();
                assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        journal.note(Situations.ID, owner, "note " + i, "x".repeat(4000));
                    }
                }).isInstanceOf(Stuck.class).hasMessageContaining("full");
            }
            assertThat(outcome()).isEqualTo(Outcome.RUNNING);
            assertThat(copies().damage()).isEmpty();
        } finally {
            var _ = Command.of("umount", state().toString()).run();
        }
    }
}
