package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.StepRecord;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.model.Bytes;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.model.Vm;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Until the VM runs on the target there is a way back, to the very image that it began with. */
@Tag("lab")
class TurningBackTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("back"));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void start() {
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
    }

    @AfterEach
    void remove() {
        cluster.lab.removeVm("tiny1");
    }

    private static MigrationRequest slowly(Optional<String> to, Optional<Mode> mode) {
        return new MigrationRequest("tiny1", to, Optional.of("nas1"), Map.of(), mode, Optional.of(Bytes.ofMiB(2)),
                Care.DEFAULT);
    }

    /** Begins, waits until that kind of step is under way, and asks for the end. */
    private static MigrationRecord cancelIn(Class<? extends Step> kind, MigrationRequest request) {
        MigrationId id = cluster.wiring.migrations().nextId();
        Planning.Plan plan = (Planning.Plan) cluster.wiring.migrations().plan(id, request);
        MigrationRecord opened = cluster.wiring.migrations().open(id, plan);
        FutureTask<MigrationRecord> run = new FutureTask<>(() -> cluster.wiring.migrations().run(opened));
        Thread.ofPlatform().start(run);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.wiring.journal().steps(id).stream().anyMatch(
                        step -> kind.isInstance(step.step()) && step.state() == StepRecord.State.BEGUN));
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        MigrationRecord asked = cluster.wiring.migrations().cancel(id);
        assertThat(asked.cancelRequested()).isTrue();
        await().atMost(Duration.ofMinutes(2)).until(run::isDone);
        return run.resultNow();
    }

    private static void assertBackWhereItBegan(MigrationRecord migration, Vm before) {
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.CANCELLED);
        Vm now = cluster.vm("tiny1");
        assertThat(now.hypervisor()).isEqualTo(before.hypervisor());
        assertThat(now.disks()).isEqualTo(before.disks());
        assertThat(now.persistentSources()).isEqualTo(before.persistentSources());
        assertThat(cluster.lab.images("nas1")).isEmpty();
        assertThat(cluster.lab.images("nas2")).hasSize(1);
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void cancelledWhileTheDiskIsMirrored() {
        Vm before = cluster.vm("tiny1");
        assertBackWhereItBegan(cancelIn(Step.MirrorDisk.class, slowly(Optional.empty(), Optional.empty())), before);
    }

    @Test
    void cancelledWhileTheMemoryMovesAfterTheDiskWasPivoted() {
        Vm before = cluster.vm("tiny1");
        assertBackWhereItBegan(
                cancelIn(Step.MoveMemory.class, slowly(Optional.of("vnode3"), Optional.of(Mode.STAGED))), before);
    }

    @Test
    void cancelledWhileDiskAndMemoryMoveTogether() {
        Vm before = cluster.vm("tiny1");
        assertBackWhereItBegan(
                cancelIn(Step.MoveMemory.class, slowly(Optional.of("vnode3"), Optional.of(Mode.ATOMIC))), before);
    }

    @Test
    void aSecondMigrationOfTheSameVmIsRefusedWhileOneRuns() {
        Cli cli = new Cli(cluster.lab.clusterFile());
        MigrationId id = cluster.wiring.migrations().nextId();
        Planning.Plan plan = (Planning.Plan) cluster.wiring.migrations().plan(id,
                slowly(Optional.empty(), Optional.empty()));
        MigrationRecord opened = cluster.wiring.migrations().open(id, plan);
        FutureTask<MigrationRecord> run = new FutureTask<>(() -> cluster.wiring.migrations().run(opened));
        Thread.ofPlatform().start(run);
        Cli.Outcome second = cli.run("migrate", "tiny1", "--to", "vnode3");
        assertThat(second.code()).isEqualTo(5);
        assertThat(second.out()).contains("✗  vm-no-migration").contains("godwit watch " + id);
        var _ = cluster.wiring.migrations().cancel(id);
        await().atMost(Duration.ofMinutes(1)).until(run::isDone);
        assertThat(run.resultNow().outcome()).isEqualTo(Outcome.CANCELLED);
    }
}
