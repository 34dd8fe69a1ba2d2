package io.godwit.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.plan.WayBack;
import io.godwit.request.MigrationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    void whatWasWrittenIsReadBackTheSameByAnotherProcess() {
        MigrationRecord opened = journal.open(ID, plan, OWNER, NOW);
        try (SqliteJournal other = SqliteJournal.open(folder)) {
            assertThat(other.migration(ID)).contains(opened);
            assertThat(opened.plan()).isEqualTo(plan);
            assertThat(other.steps(ID)).extracting(StepRecord::step).isEqualTo(plan.steps());
        }
    }

    @Test
    void aVmHasOneOpenMigrationAtMost() {
        var _ = journal.open(ID, plan, OWNER, NOW);
        assertThatThrownBy(() -> journal.open(new MigrationId("m261123-051235-aaaa"), plan, OWNER, NOW))
                .isInstanceOf(Refused.class);
        Owner owner = journal.migration(ID).orElseThrow().owner();
        journal.end(ID, owner, Outcome.DONE, "", NOW);
        assertThat(journal.open(new MigrationId("m261123-051235-aaaa"), plan, OWNER, NOW).outcome())
                .isEqualTo(Outcome.RUNNING);
    }

    @Test
    void theLateOwnerIsFencedOnceAnotherHasTakenOver() {
        MigrationRecord opened = journal.open(ID, plan, OWNER, NOW);
        Owner next = journal.takeOver(ID, opened.owner(), new Owner("boot", 43, 2000, 0));
        assertThatThrownBy(() -> journal.beginStep(ID, opened.owner(), 0, NOW)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> journal.takeOver(ID, opened.owner(), OWNER)).isInstanceOf(Refused.class);
        journal.beginStep(ID, next, 0, NOW);
        assertThat(journal.steps(ID).getFirst().state()).isEqualTo(StepRecord.State.BEGUN);
    }

    @Test
    void turningBackDropsWhatWasNotBegunAndAppendsTheWay() {
        Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
        journal.beginStep(ID, owner, 0, NOW);
        journal.endStep(ID, owner, 0, StepRecord.State.DONE, "exists", NOW);
        journal.turnBack(ID, owner, "why", WayBack.from(plan, new Situations().vm()));
        assertThat(journal.steps(ID)).filteredOn(step -> step.state() == StepRecord.State.PLANNED).hasSize(2);
        assertThat(journal.steps(ID).get(1).state()).isEqualTo(StepRecord.State.DROPPED);
        assertThat(journal.migration(ID).orElseThrow().outcome()).isEqualTo(Outcome.GOING_BACK);
    }

    @Test
    void samplesComeBackInOrderAndOnlyTheNewOnes() {
        var _ = journal.open(ID, plan, OWNER, NOW);
        for (int i = 0; i < 5; i++) {
            journal.sample(ID, new Sample(NOW.plusMillis(i), 1, "mirror", new Bytes(i), new Bytes(5), Bytes.ZERO,
                    Bytes.ZERO, 0));
        }
        assertThat(journal.samples(ID, NOW.plusMillis(2))).extracting(sample -> sample.done().count())
                .containsExactly(3L, 4L);
    }

    @Test
    void aFileThatIsNoJournalIsAClearError() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.writeString(other.resolve("journal.db"),
                "this is not a database, it is a text of some length ".repeat(50));
        assertThatThrownBy(() -> SqliteJournal.open(other)).isInstanceOf(Failed.class)
                .hasMessageContaining("journal.db");
    }
}
