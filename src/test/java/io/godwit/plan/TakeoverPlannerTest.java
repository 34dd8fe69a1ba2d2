package io.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.PairFacts;
import io.godwit.model.PairFacts.Fencing;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.observe.TakeoverSituation;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeoverPlannerTest {
    private static final MigrationRequest TO_NAS1 = MigrationRequest.of(new Takeover("desktops", "nas1"));

    private static Planning plan(TakeoverSituation now) {
        return new TakeoverPlanner().plan(TO_NAS1, now, List.of());
    }

    private static List<String> refused(PairFacts facts) {
        return refused(Pairs.situation(facts));
    }

    private static List<String> refused(TakeoverSituation now) {
        assertThat(plan(now)).isInstanceOf(Planning.Refusal.class);
        return ((Planning.Refusal) plan(now)).reasons().stream().map(Check::id).toList();
    }

    @Test
    void aServerStandsByBeforeTheAddressMovesAndNothingIsLeftAfterwards() {
        Planning.Plan plan = (Planning.Plan) plan(Pairs.situation(Pairs.facts()));
        assertThat(plan.steps()).containsExactly(new Step.WarmServer("desktops", "nas1"),
                new Step.MoveExport("desktops", "nas2", "nas1"), new Step.SettleExport("desktops"),
                new Step.VerifyExport("desktops", "nas1"));
        assertThat(plan.before().exports()).containsEntry("desktops", "nas2");
        assertThat(plan.after().exports()).containsEntry("desktops", "nas1");
    }

    @Test
    void aServerThatHasItAlreadyIsNoTarget() {
        PairFacts there = Pairs.facts(List.of(Pairs.node("nas1", true), Pairs.node("nas2", false)),
                Optional.of("nas1"));
        assertThat(refused(there)).containsExactly("takeover-target");
    }

    @Test
    void twoServersWithTheAddressAreNotMadeMoreOf() {
        assertThat(refused(Pairs.facts(List.of(Pairs.node("nas1", true), Pairs.node("nas2", true)),
                Optional.of("nas2")))).contains("export-served");
    }

    @Test
    void aManagerThatDoesNotHaveItWhereTheAddressIsHasToComeToRestFirst() {
        assertThat(refused(Pairs.facts(List.of(Pairs.node("nas1", false), Pairs.node("nas2", true)),
                Optional.empty()))).contains("export-served");
    }

    @Test
    void aServerThatDoesNotAnswerRefusesWhateverTheManagerSays() {
        assertThat(refused(Pairs.facts(
                List.of(new PairNode("nas1", true, "", Optional.empty()), Pairs.node("nas2", true)),
                Optional.of("nas2")))).containsExactly("pair-online");
    }

    @Test
    void withoutQuorumNothingMoves() {
        PairFacts well = Pairs.facts();
        assertThat(refused(new PairFacts("Pacemaker", well.nodes(), false, Fencing.ON, List.of(), List.of(),
                well.server(), List.of(), Optional.empty(), true))).containsExactly("pair-quorum");
    }

    @Test
    void failuresLeftoversAndHomesickExportsRefuse() {
        PairFacts well = Pairs.facts();
        assertThat(refused(new PairFacts("Pacemaker", well.nodes(), true, Fencing.ON, List.of("x failed"),
                List.of("cli-prefer-desktops"), well.server(), List.of("nas1 is standby"), Optional.of("prefers nas2"),
                true))).containsExactlyInAnyOrder("pair-healthy", "pair-free", "takeover-target", "export-stays");
    }

    @Test
    void fencingThatIsOffWarnsAndDoesNotRefuse() {
        PairFacts well = Pairs.facts();
        Planning planning = plan(Pairs.situation(new PairFacts("Pacemaker", well.nodes(), true, Fencing.OFF, List.of(),
                List.of(), well.server(), List.of(), Optional.empty(), true)));
        assertThat(planning).isInstanceOf(Planning.Plan.class);
        assertThat(planning.checks().stream().filter(check -> check.verdict() == Check.Verdict.WARNING).map(Check::id))
                .containsExactly("pair-fencing");
    }

    private static Serving differing(String identity, boolean inGrace, Duration grace, String replication,
            boolean inSync) {
        return new Serving("", false, true, identity, Optional.of(Duration.ofSeconds(10)), Optional.of(grace), inGrace,
                replication, inSync, List.of());
    }

    private static List<String> refusedWith(Serving nas1) {
        return refused(Pairs.facts(List.of(new PairNode("nas1", true, "", Optional.of(nas1)), Pairs.node("nas2", true)),
                Optional.of("nas2")));
    }

    @Test
    void handlesThatWouldBeStaleRefuse() {
        assertThat(refusedWith(differing("export 3", false, Duration.ofSeconds(20), "", false)))
                .containsExactly("export-same");
    }

    @Test
    void aServerInItsGracePeriodRefuses() {
        assertThat(refusedWith(differing("export 2", true, Duration.ofSeconds(20), "", false)))
                .containsExactly("export-grace");
    }

    @Test
    void aGracePeriodShorterThanTheLeaseRefuses() {
        assertThat(refusedWith(differing("export 2", false, Duration.ofSeconds(5), "", false)))
                .containsExactly("export-times");
    }

    @Test
    void aReplicaThatIsNotInSyncRefuses() {
        assertThat(refusedWith(differing("export 2", false, Duration.ofSeconds(20), "/dev/drbd0: Inconsistent", false)))
                .containsExactly("export-replicated");
    }

    @Test
    void aMigrationUnderWayOrADiskThatWouldNotFollowRefuses() {
        TakeoverSituation now = Pairs.situation(Pairs.facts());
        assertThat(refused(new TakeoverSituation(now.inventory(), now.export(), now.facts(), "", List.of(),
                List.of("tiny1"), List.of(), List.of("m1 of tiny2"))))
                .containsExactlyInAnyOrder("export-address", "export-quiet");
    }

    @Test
    void aPairThatDoesNotAnswerRefuses() {
        TakeoverSituation now = Pairs.situation(Pairs.facts());
        assertThat(refused(new TakeoverSituation(now.inventory(), now.export(), Optional.empty(), "silent", List.of(),
                List.of(), List.of(), List.of()))).containsExactly("pair-answers");
    }

    @Test
    void theWayBackOfAnExportThatHasMovedIsAMove() {
        Planning.Plan plan = (Planning.Plan) plan(Pairs.situation(Pairs.facts()));
        PairFacts moved = Pairs.facts(List.of(Pairs.node("nas1", true), Pairs.node("nas2", false)),
                Optional.of("nas1"));
        assertThat(WayBack.ofExport(plan, moved)).containsExactly(new Step.WarmServer("desktops", "nas2"),
                new Step.MoveExport("desktops", "nas1", "nas2"), new Step.SettleExport("desktops"),
                new Step.VerifyExport("desktops", "nas2"));
        assertThat(WayBack.ofExport(plan, Pairs.facts())).containsExactly(new Step.SettleExport("desktops"));
    }

    @Test
    void withoutAManagerAnExportThatNobodyServesIsBroughtBack() {
        Planning.Plan plan = (Planning.Plan) plan(Pairs.situation(Pairs.facts()));
        List<PairNode> nowhere = List.of(Pairs.node("nas1", false), Pairs.node("nas2", false));
        PairFacts byHand = new PairFacts("none", nowhere, true, Fencing.NOBODY, List.of(), List.of(), Optional.empty(),
                List.of(), Optional.empty(), true);
        assertThat(WayBack.ofExport(plan, byHand)).contains(new Step.MoveExport("desktops", "nas1", "nas2"));
        assertThat(WayBack.ofExport(plan, Pairs.facts(nowhere, Optional.empty())))
                .containsExactly(new Step.SettleExport("desktops"));
    }
}
