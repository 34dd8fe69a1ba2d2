package io.godwit.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.adapter.store.SqliteJournal;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.journal.StepFailure;
import io.godwit.journal.StepRecord;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.plan.WayBack;
import io.godwit.request.MigrationRequest;
import io.godwit.simulation.MemoryJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every journal promises: the one of the product, and the one that the simulation stands on. */
class JournalContractTest {
    private static final Instant NOW = Instant.parse("2026-11-23T05:12:34.567Z");
    private static final Owner OWNER = new Owner("boot", 42, 1000, 0);
    private static final MigrationId ID = Situations.ID;
    private static final MigrationId OTHER = new MigrationId("m261123-051235-aaaa");

    @TempDir
    private Path folder = Path.of(".");

    private final MigrationRequest request = Situations.request(Optional.of("vnode3"), Optional.of("nas1"),
            Optional.empty());
    private final Planning.Plan plan = (Planning.Plan) new Planner(Mode.STAGED).plan(ID, request,
            new Situations().now(request));

    /** The two that there are. */
    enum Kind {
        SQLITE, MEMORY
    }

    private Journal journal(Kind kind) {
        return switch (kind) {
            case SQLITE -> SqliteJournal.open(folder);
            case MEMORY -> MemoryJournal.open();
        };
    }

    @ParameterizedTest
    @EnumSource
    void aVmHasOneOpenMigrationAtMost(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            assertThatThrownBy(() -> journal.open(OTHER, plan, OWNER, NOW)).isInstanceOf(Refused.class);
            assertThat(journal.openMigrationOf(plan.vm()).map(MigrationRecord::id)).contains(ID);
            journal.end(ID, owner, Outcome.DONE, "", NOW);
            assertThat(journal.openMigrationOf(plan.vm())).isEmpty();
            assertThat(journal.open(OTHER, plan, OWNER, NOW).outcome()).isEqualTo(Outcome.RUNNING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLateOwnerIsFencedOnceAnotherHasTakenOver(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner first = journal.open(ID, plan, OWNER, NOW).owner();
            Owner next = journal.takeOver(ID, first, new Owner("boot", 43, 2000, 0));
            assertThatThrownBy(() -> journal.beginStep(ID, first, 0, NOW)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> journal.note(ID, first, "name", "value")).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> journal.requireOwner(ID, first)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> journal.takeOver(ID, first, OWNER)).isInstanceOf(Refused.class);
            journal.requireOwner(ID, next);
            journal.beginStep(ID, next, 0, NOW);
            assertThat(journal.steps(ID).getFirst().state()).isEqualTo(StepRecord.State.BEGUN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyOwnsAMigrationThatHasEnded(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            journal.end(ID, owner, Outcome.DONE, "", NOW);
            assertThatThrownBy(() -> journal.requireOwner(ID, owner)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> journal.takeOver(ID, owner, OWNER)).isInstanceOf(Refused.class);
            journal.requestCancel(ID);
            assertThat(journal.cancelRequested(ID)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void turningBackNotesTheFailureDropsWhatWasNotBegunAndAppendsTheWay(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            journal.beginStep(ID, owner, 0, NOW);
            journal.endStep(ID, owner, 0, "exists", NOW);
            journal.beginStep(ID, owner, 1, NOW);
            journal.turnBack(ID, owner, new StepFailure(1, "broke", NOW), "why",
                    WayBack.from(plan, new Situations().vm()));
            assertThat(journal.steps(ID).get(0).state()).isEqualTo(StepRecord.State.DONE);
            assertThat(journal.steps(ID).get(1).state()).isEqualTo(StepRecord.State.FAILED);
            assertThat(journal.steps(ID).get(1).detail()).isEqualTo("broke");
            assertThat(journal.steps(ID).get(2).state()).isEqualTo(StepRecord.State.DROPPED);
            assertThat(journal.steps(ID)).filteredOn(step -> step.state() == StepRecord.State.PLANNED).hasSize(2);
            assertThat(journal.migration(ID).orElseThrow().outcome()).isEqualTo(Outcome.GOING_BACK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givingUpEndsItWithTheFailure(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            journal.beginStep(ID, owner, 0, NOW);
            journal.giveUp(ID, owner, new StepFailure(0, "unclear", NOW), "look");
            MigrationRecord ended = journal.migration(ID).orElseThrow();
            assertThat(ended.outcome()).isEqualTo(Outcome.NEEDS_PERSON);
            assertThat(ended.reason()).isEqualTo("look");
            assertThat(ended.ended()).contains(NOW);
            assertThat(journal.steps(ID).getFirst().state()).isEqualTo(StepRecord.State.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNeededAPersonIsTakenUpAtTheStepThatFailed(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            journal.beginStep(ID, owner, 0, NOW);
            assertThatThrownBy(() -> journal.reopen(ID, OWNER)).isInstanceOf(Refused.class);
            journal.giveUp(ID, owner, new StepFailure(0, "unclear", NOW), "look");
            Owner next = journal.reopen(ID, new Owner("boot", 43, 2000, 0));
            assertThat(next.epoch()).isEqualTo(2);
            assertThat(journal.migration(ID).orElseThrow().outcome()).isEqualTo(Outcome.RUNNING);
            assertThat(journal.steps(ID).getFirst().state()).isEqualTo(StepRecord.State.PLANNED);
            assertThatThrownBy(() -> journal.requireOwner(ID, owner)).isInstanceOf(Refused.class);
            journal.turnBack(ID, next, new StepFailure(0, "again", NOW), "why", WayBack.whileOff(plan));
            int last = journal.steps(ID).size() - 1;
            journal.giveUp(ID, next, new StepFailure(last, "still unclear", NOW), "look");
            var _ = journal.reopen(ID, OWNER);
            assertThat(journal.migration(ID).orElseThrow().outcome()).isEqualTo(Outcome.GOING_BACK);
            assertThat(journal.steps(ID).get(last).state()).isEqualTo(StepRecord.State.PLANNED);
            assertThat(journal.steps(ID).getFirst().state()).isEqualTo(StepRecord.State.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void notesAreReplacedAndSamplesKeepTheirOrder(Kind kind) {
        try (Journal journal = journal(kind)) {
            Owner owner = journal.open(ID, plan, OWNER, NOW).owner();
            journal.note(ID, owner, "name", "old");
            journal.note(ID, owner, "name", "new");
            assertThat(journal.notes(ID)).isEqualTo(Map.of("name", "new"));
            for (int i = 0; i < 5; i++) {
                journal.sample(ID, new Sample(NOW.plusMillis(i), 1, "mirror", new Bytes(i), new Bytes(5), Bytes.ZERO,
                        Bytes.ZERO, 0));
            }
            assertThat(journal.samples(ID, NOW.plusMillis(2))).extracting(sample -> sample.done().count())
                    .containsExactly(3L, 4L);
        }
    }
}
