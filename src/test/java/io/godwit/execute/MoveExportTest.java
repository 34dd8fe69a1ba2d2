package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.execute.MoveExportWork.Action;
import io.godwit.execute.MoveExportWork.Seen;
import io.godwit.model.PairFacts;
import io.godwit.model.PairNode;
import io.godwit.plan.Pairs;
import io.godwit.plan.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveExportTest {
    private static final Step.MoveExport STEP = new Step.MoveExport("desktops", "nas2", "nas1");
    private static final PairFacts AT_HOME = Pairs.facts();

    private static PairFacts facts(boolean nas1, boolean nas2, Optional<String> manager) {
        return Pairs.facts(List.of(Pairs.node("nas1", nas1), Pairs.node("nas2", nas2)), manager);
    }

    private static Action decide(PairFacts facts, boolean begun, Optional<String> problem) {
        return MoveExportWork.decide(STEP, new Seen(facts, begun, false, problem));
    }

    @Test
    void anExportAtHomeIsMoved() {
        assertThat(decide(AT_HOME, false, Optional.empty())).isInstanceOf(Action.Start.class);
    }

    @Test
    void oneThatNobodyHasIsMovedToo_anEarlierProcessMayHaveDiedInBetween() {
        assertThat(decide(facts(false, false, Optional.empty()), false, Optional.empty()))
                .isInstanceOf(Action.Start.class);
    }

    @Test
    void oneThatHasArrivedIsNotMovedAgainWhoeverMovedIt() {
        assertThat(decide(facts(true, false, Optional.of("nas1")), false, Optional.empty()))
                .isInstanceOf(Action.Finish.class);
        assertThat(decide(facts(true, false, Optional.of("nas1")), true, Optional.of("timed out")))
                .isInstanceOf(Action.Finish.class);
    }

    @Test
    void anAddressThatTheManagerDoesNotHaveThereYetIsWaitedFor() {
        assertThat(decide(facts(true, false, Optional.empty()), false, Optional.empty()))
                .isInstanceOf(Action.Grey.class);
    }

    @Test
    void twoServersWithTheAddressAreNeverTakenForAnything() {
        assertThat(decide(facts(true, true, Optional.of("nas1")), true, Optional.empty()))
                .isEqualTo(new Action.Grey("nas1 and nas2 have the address of desktops"));
    }

    @Test
    void aMoveThatFailedIsGivenUpUnlessTheExportArrived() {
        assertThat(decide(AT_HOME, true, Optional.of("no")).getClass()).isEqualTo(Action.GiveUp.class);
    }

    @Test
    void nothingIsDecidedWhileTheMoveIsUnderWay() {
        assertThat(MoveExportWork.decide(STEP, new Seen(facts(true, true, Optional.empty()), true, true,
                Optional.empty()))).isInstanceOf(Action.Wait.class);
    }

    @Test
    void aDeadOldServerThatTheManagerHasFencedHindersNothing() {
        PairFacts fenced = Pairs.facts(
                List.of(Pairs.node("nas1", true), new PairNode("nas2", false, "offline", Optional.empty())),
                Optional.of("nas1"));
        assertThat(decide(fenced, true, Optional.empty())).isInstanceOf(Action.Finish.class);
    }
}
