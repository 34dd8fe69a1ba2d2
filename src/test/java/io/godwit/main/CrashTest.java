package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.plan.Step;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Godwit dies, or is sent away, in the middle: the next one reads the journal and the hosts and brings it to its end. */
@Tag("lab")
class CrashTest {
    private static final Duration INTO_THE_STEP = Duration.ofMillis(500);
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("crash"));
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

    private static void assertWholeOn(String hypervisor, String nas) {
        assertThat(cluster.vm("tiny1").hypervisor()).isEqualTo(hypervisor);
        assertThat(cluster.lab.images(nas)).hasSize(1);
        assertThat(cluster.lab.images(nas.equals("nas1") ? "nas2" : "nas1")).isEmpty();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void killedInTheMirrorAnotherOneFinishes() {
        GodwitProcess process = GodwitProcess.start(cluster, "migrate", "tiny1", "--disks-to", "nas1", "--bandwidth",
                "3MiB/s");
        MigrationRecord migration = process.awaitStep(Step.MirrorDisk.class, INTO_THE_STEP);
        process.kill();
        Cli.Outcome watched = new Cli(cluster.lab.clusterFile()).run("watch", migration.id().value());
        assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
        assertWholeOn("vnode2", "nas1");
    }

    @Test
    void killedWhileTheMemoryMovesTheRunningJobIsAdopted() {
        GodwitProcess process = GodwitProcess.start(cluster, "migrate", "tiny1", "--to", "vnode3", "--bandwidth",
                "8MiB/s");
        MigrationRecord migration = process.awaitStep(Step.MoveMemory.class, INTO_THE_STEP);
        process.kill();
        Cli.Outcome watched = new Cli(cluster.lab.clusterFile()).run("watch", migration.id().value());
        assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
        assertWholeOn("vnode3", "nas2");
        assertThat(cluster.wiring.journal().measured(migration.id()).downtime()).isPresent();
    }

    @Test
    void ctrlCDetachesAndTheMigrationGoesOn() {
        GodwitProcess process = GodwitProcess.start(cluster, "migrate", "tiny1", "--to", "vnode3", "--disks-to", "nas1",
                "--bandwidth", "4MiB/s");
        MigrationRecord migration = process.awaitStep(Step.MirrorDisk.class, INTO_THE_STEP);
        process.interrupt();
        assertThat(process.said()).contains("detached").contains("godwit watch " + migration.id());
        await().atMost(Duration.ofMinutes(2)).until(
                () -> cluster.wiring.journal().migration(migration.id()).orElseThrow().outcome() == Outcome.DONE);
        assertWholeOn("vnode3", "nas1");
    }
}
