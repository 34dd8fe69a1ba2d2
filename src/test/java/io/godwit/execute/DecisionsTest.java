package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Bytes;
import io.godwit.model.DiskSource;
import io.godwit.model.Layer;
import io.godwit.model.VmState;
import io.godwit.plan.Pacing;
import io.godwit.plan.Step;
import io.godwit.plan.Switchover;
import io.godwit.port.MirrorProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done about what is seen: pure functions, each line of which a crash may have led to. */
class DecisionsTest {
    private static final DiskSource OLD = new DiskSource.NfsPath("nas2", "/export/old.qcow2");
    private static final DiskSource NEW = new DiskSource.NfsPath("nas1", "/export/new.qcow2");
    private static final Step.MirrorDisk MIRROR = new Step.MirrorDisk("vnode2", "vda", List.of(new Layer(OLD, "qcow2")),
            List.of(new Layer(NEW, "qcow2")), false, Bytes.ZERO, Optional.empty(),
            new Pacing(Bytes.ZERO, Duration.ZERO));
    private static final Step.PivotDisk PIVOT = new Step.PivotDisk("vnode2", "vda", MIRROR.source(), MIRROR.target());
    private static final Step.MoveMemory MOVE = new Step.MoveMemory("vnode2", "vnode3", Map.of(), false, false, false,
            Optional.empty(),
            new Switchover(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofSeconds(60), false));
    private static final MirrorProgress HALF = new MirrorProgress(Bytes.ofMiB(1), Bytes.ofMiB(2), false);
    private static final MirrorProgress READY = new MirrorProgress(Bytes.ofMiB(2), Bytes.ofMiB(2), true);
    private static final VmState RUNNING = new VmState(VmState.Kind.RUNNING, "booted");
    private static final VmState PAUSED = new VmState(VmState.Kind.PAUSED, "migration");
    private static final VmState OFF = new VmState(VmState.Kind.SHUT_OFF, "migrated");

    private static MirrorWork.Action mirror(Optional<DiskSource> live, Optional<MirrorProgress> mirror,
            boolean started) {
        return MirrorWork.decide(MIRROR, new MirrorWork.Seen(live, mirror, started));
    }

    @Test
    void aMirrorIsStartedOnceAndAdoptedWhereItRunsAlready() {
        assertThat(mirror(Optional.of(OLD), Optional.empty(), false)).isInstanceOf(MirrorWork.Action.Start.class);
        assertThat(mirror(Optional.of(OLD), Optional.of(HALF), false)).isInstanceOf(MirrorWork.Action.Wait.class);
        assertThat(mirror(Optional.of(OLD), Optional.of(READY), false)).isInstanceOf(MirrorWork.Action.Finish.class);
    }

    @Test
    void aMirrorThatVanishedIsAFailureAndNotStartedAgain() {
        assertThat(mirror(Optional.of(OLD), Optional.empty(), true)).isInstanceOf(MirrorWork.Action.GiveUp.class);
    }

    @Test
    void aDiskThatUsesTheCopyAlreadyNeedsNoMirror() {
        assertThat(mirror(Optional.of(NEW), Optional.empty(), false)).isInstanceOf(MirrorWork.Action.Finish.class);
    }

    private static PivotWork.Action pivot(DiskSource live, Optional<DiskSource> stored, Optional<MirrorProgress> mirror,
            int tries) {
        return PivotWork.decide(PIVOT, new PivotWork.Seen(Optional.of(live), stored, mirror), tries);
    }

    @Test
    void aPivotWaitsForTheMirrorAndIsAskedForUntilTheDefinitionSaysSo() {
        assertThat(pivot(OLD, Optional.empty(), Optional.of(HALF), 0)).isInstanceOf(PivotWork.Action.Wait.class);
        assertThat(pivot(OLD, Optional.empty(), Optional.of(READY), 1)).isInstanceOf(PivotWork.Action.Pivot.class);
        assertThat(pivot(OLD, Optional.empty(), Optional.of(READY), 20)).isInstanceOf(PivotWork.Action.GiveUp.class);
        assertThat(pivot(OLD, Optional.empty(), Optional.empty(), 0)).isInstanceOf(PivotWork.Action.GiveUp.class);
    }

    @Test
    void theStoredDefinitionFollowsTheLiveOne() {
        assertThat(pivot(NEW, Optional.of(OLD), Optional.empty(), 1)).isInstanceOf(PivotWork.Action.Store.class);
        assertThat(pivot(NEW, Optional.of(NEW), Optional.empty(), 1)).isInstanceOf(PivotWork.Action.Finish.class);
        assertThat(pivot(NEW, Optional.empty(), Optional.empty(), 1)).isInstanceOf(PivotWork.Action.Finish.class);
    }

    private static MemoryWork.Action move(Optional<VmState> source, Optional<VmState> target, boolean job,
            Optional<String> problem) {
        return MemoryWork.decide(MOVE, new MemoryWork.Seen(source, target, job, false, problem));
    }

    @Test
    void aMigrationIsBegunOnlyWhereTheVmRunsOnTheSourceAlone() {
        assertThat(move(Optional.of(RUNNING), Optional.empty(), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Start.class);
        assertThat(move(Optional.of(RUNNING), Optional.of(OFF), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Start.class);
    }

    @Test
    void aJobThatRunsIsAdoptedAndNeverStartedTwice() {
        assertThat(move(Optional.of(RUNNING), Optional.of(PAUSED), true, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Wait.class);
    }

    @Test
    void successIsSeenOnBothSides() {
        assertThat(move(Optional.empty(), Optional.of(RUNNING), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Finish.class);
        assertThat(move(Optional.of(OFF), Optional.of(RUNNING), false, Optional.of("the reply was lost")))
                .isInstanceOf(MemoryWork.Action.Finish.class);
    }

    @Test
    void aFailureWithTheVmOnTheSourceGoesBack() {
        assertThat(move(Optional.of(RUNNING), Optional.empty(), false, Optional.of("no")))
                .isInstanceOf(MemoryWork.Action.GiveUp.class);
    }

    @Test
    void anythingElseIsGreyAndNothingIsResumedOrStarted() {
        assertThat(move(Optional.of(PAUSED), Optional.of(PAUSED), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Grey.class);
        assertThat(move(Optional.of(RUNNING), Optional.of(RUNNING), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Grey.class);
    }

    @Test
    void aVmThatIsActiveOnNeitherSideIsGone() {
        assertThat(move(Optional.empty(), Optional.empty(), false, Optional.of("x")))
                .isInstanceOf(MemoryWork.Action.Gone.class);
        assertThat(move(Optional.of(OFF), Optional.empty(), false, Optional.empty()))
                .isInstanceOf(MemoryWork.Action.Gone.class);
    }
}
