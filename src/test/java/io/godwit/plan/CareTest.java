package io.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Kind;
import io.godwit.model.Mode;
import io.godwit.model.Policy;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan foretells, what a freeze budget allows, and what each policy sets. */
class CareTest {
    private final Planner planner = new Planner(Mode.STAGED);
    private final Situations scene = new Situations();

    private static Past past(Duration downtime, Duration freeze) {
        return new Past("desktop1", Kind.HYPERVISOR, Optional.empty(), Policy.BALANCED, Set.of("vnode2", "vnode3"),
                Set.of(), Duration.ofMillis(2300), Duration.ofMillis(2000), Bytes.ofMiB(400), Duration.ZERO, Bytes.ZERO,
                Bytes.ZERO, Optional.of(downtime), Optional.of(freeze));
    }

    private static MigrationRequest moveOne(Care care) {
        return Situations.request(Optional.of("vnode3"), Optional.empty(), Optional.empty(), care);
    }

    private static Care budget(int millis) {
        return new Care(Policy.BALANCED, Optional.of(Duration.ofMillis(millis)), Optional.empty());
    }

    private Planning plan(MigrationRequest request) {
        return planner.plan(Situations.ID, request, scene.now(request));
    }

    private Prediction prediction(MigrationRequest request) {
        return ((Planning.Plan) plan(request)).prediction();
    }

    private static Step.MoveMemory memory(Planning planning) {
        return ((Planning.Plan) planning).steps().stream().filter(Step.MoveMemory.class::isInstance)
                .map(Step.MoveMemory.class::cast).findFirst().orElseThrow();
    }

    @Test
    void withoutAPastAGigabitNetworkIsAssumedAndSaidToBe() {
        Prediction prediction = prediction(moveOne(Care.DEFAULT));
        assertThat(prediction.duration()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        assertThat(prediction.reasons()).anyMatch(reason -> reason.contains("assumed"));
    }

    @Test
    void whatWentBeforeBetweenTheseHostsForetellsTheNext() {
        scene.past = Collections.nCopies(5, past(Duration.ofMillis(50), Duration.ofMillis(130)));
        Prediction prediction = prediction(moveOne(Care.DEFAULT));
        assertThat(prediction.duration()).isEqualTo(Duration.ofMillis(2300));
        assertThat(prediction.downtime()).isEqualTo(Duration.ofMillis(50));
        assertThat(prediction.freeze()).isEqualTo(Duration.ofMillis(130));
    }

    @Test
    void halfOfAChangeThatTheLatestMigrationsShowIsBelieved() {
        Past usual = past(Duration.ofMillis(50), Duration.ofMillis(130));
        scene.past = List.of(nasMove("mail", 2000), nasMove("web", 2000), nasMove("db", 2000), nasMove("mail", 8000),
                nasMove("web", 8000), nasMove("db", 8000), usual, usual, usual, usual);
        Prediction prediction = prediction(moveOne(Care.DEFAULT));
        assertThat(prediction.duration()).isEqualTo(Duration.ofMillis(1150));
        assertThat(prediction.reasons()).anyMatch(reason -> reason.contains("25 % of the time"));
    }

    @Test
    void theLatestCountsMostAndTheOnesBeforeLessAndLess() {
        scene.past = List.of(usual(1000), usual(2000), usual(2000));
        assertThat(prediction(moveOne(Care.DEFAULT)).duration()).isBetween(Duration.ofMillis(1395),
                Duration.ofMillis(1405));
    }

    private static Past usual(int millis) {
        return new Past("desktop1", Kind.HYPERVISOR, Optional.empty(), Policy.BALANCED, Set.of("vnode2", "vnode3"),
                Set.of(), Duration.ofMillis(millis), Duration.ofMillis(millis - 300), Bytes.ofMiB(400), Duration.ZERO,
                Bytes.ZERO, Bytes.ZERO, Optional.empty(), Optional.empty());
    }

    private static Past nasMove(String vm, int millis) {
        return new Past(vm, Kind.NAS, Optional.empty(), Policy.BALANCED, Set.of("vnode2"),
                Set.of("nas1", "nas2"), Duration.ofMillis(millis), Duration.ZERO, Bytes.ZERO,
                Duration.ofMillis(millis - 100), Bytes.ofMiB(800), Bytes.ZERO, Optional.empty(), Optional.empty());
    }

    @Test
    void anotherPolicyDoesNotForetellThisOne() {
        scene.past = List.of(past(Duration.ofMillis(50), Duration.ofMillis(130)));
        assertThat(prediction(moveOne(Care.of(Policy.URGENT))).reasons())
                .anyMatch(reason -> reason.contains("assumed"));
    }

    @Test
    void aBudgetThatWasSeenToBeImpossibleIsRefused() {
        scene.past = Collections.nCopies(3, past(Duration.ofMillis(50), Duration.ofMillis(150)));
        assertThat(plan(moveOne(budget(100)))).isInstanceOfSatisfying(Planning.Refusal.class,
                refusal -> assertThat(refusal.reasons()).singleElement().satisfies(check -> {
                    assertThat(check.id()).isEqualTo("freeze-budget");
                    assertThat(check.evidence()).contains("100 ms asked for", "120 ms");
                    assertThat(check.remedy()).contains("--max-freeze 170ms");
                }));
    }

    @Test
    void aBudgetLeavesTheSwitchoverWhatIsLeftBeyondTheRest() {
        scene.past = Collections.nCopies(3, past(Duration.ofMillis(50), Duration.ofMillis(130)));
        Switchover switchover = memory(plan(moveOne(budget(110)))).switchover();
        assertThat(switchover.mostDowntime()).isEqualTo(Duration.ofMillis(30));
        assertThat(switchover.firstDowntime()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void theVmsOwnBudgetCountsWhereNoneWasAskedFor() {
        scene.maxFreeze = Optional.of(Duration.ofMillis(200));
        Planning.Plan plan = (Planning.Plan) plan(moveOne(Care.DEFAULT));
        assertThat(plan.freezeBudget()).contains(Duration.ofMillis(200));
        assertThat(plan.checks()).anyMatch(check -> check.evidence().contains("in the VM's metadata"));
    }

    @Test
    void onlyUrgentMayPostCopyAndItSaysWhatThatRisks() {
        assertThat(memory(plan(moveOne(Care.of(Policy.GENTLE)))).switchover().postCopy()).isFalse();
        assertThat(memory(plan(moveOne(Care.DEFAULT))).switchover().postCopy()).isFalse();
        Planning.Plan urgent = (Planning.Plan) plan(moveOne(Care.of(Policy.URGENT)));
        assertThat(memory(urgent).switchover().postCopy()).isTrue();
        assertThat(urgent.checks()).anyMatch(check -> check.id().equals("post-copy")
                && check.verdict() == Check.Verdict.WARNING && check.evidence().contains("lost"));
    }

    @Test
    void aGuestThatDirtiesMoreThanTheCopyMayTakeIsToldBeforehand() {
        scene.load = new io.godwit.observe.Load(Bytes.ofMiB(512), Optional.of(Bytes.ofMiB(500)));
        assertThat(((Planning.Plan) plan(moveOne(Care.DEFAULT))).checks())
                .anyMatch(check -> check.id().equals("memory-converges"));
    }

    @Test
    void nonsenseIsSaidToBeNonsense() {
        assertThatThrownBy(() -> budget(0)).isInstanceOf(Misuse.class);
        assertThatThrownBy(() -> new Care(Policy.GENTLE, Optional.empty(), Optional.of(Duration.ofMillis(5))))
                .isInstanceOf(Misuse.class);
    }
}
