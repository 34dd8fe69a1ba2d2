package io.godwit.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Owner;
import io.godwit.journal.StepRecord;
import io.godwit.model.GodwitException.Stuck;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.request.MigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T05:12:34.567Z");
    private static final Owner OWNER = new Owner("boot", 42, 1000, 0);
    private static final MigrationId ID = Situations.ID;

    @TempDir
    private Path folder = Path.of(".");

    private SqliteJournal journal;
    private final MigrationRequest request = Situations.request(Optional.of("vnode3"), Optional.of("nas1"),
            Optional.empty());
    private final Planning.Plan plan = (Planning.Plan) new Planner(Mode.STAGED).plan(ID,
            request, new Situations().now(request));

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatRootMakesInTheFolderOfAServiceBelongsToTheService() throws IOException {
        assumeTrue("root".equals(Files.getOwner(folder).getName()), "only root can give a file away");
        UserPrincipal service = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Path state = Files.setOwner(Files.createDirectory(folder.resolve("service")), service);

        try (SqliteJournal made = SqliteJournal.open(state)) {
            var _ = made.open(ID, plan, OWNER, NOW);
            for (String name : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
                assertThat(Files.getOwner(state.resolve(name))).as(name).isEqualTo(service);
            }
        }
    }

    @Test
    void whatWasWrittenIsReadBackTheSameByAnotherProcess() {
        MigrationRecord opened = journal.open(ID, plan, OWNER, NOW);
        try (SqliteJournal other = SqliteJournal.open(folder)) {
            assertThat(other.migration(ID)).contains(opened);
            assertThat(opened.plan()).isEqualTo(plan);
            assertThat(other.steps(ID)).extracting(StepRecord::step).isEqualTo(plan.steps());
        }
    }

    @Test
    void aFileThatIsNoJournalIsAClearError() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.writeString(other.resolve("journal.db"),
                "this is not a database, it is a text of some length ".repeat(50));
        assertThatThrownBy(() -> SqliteJournal.open(other)).isInstanceOf(Stuck.class)
                .hasMessageContaining("journal.db");
    }
}
