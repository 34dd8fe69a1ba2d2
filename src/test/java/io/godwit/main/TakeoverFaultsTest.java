package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.Command;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.LabException;
import io.godwit.lab.NasCluster;
import io.godwit.lab.TestLabs;
import io.godwit.model.Bytes;
import io.godwit.plan.Step;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong in the middle of a takeover, and a NAS that dies with no word from Godwit. Never two servers of one export. */
@Tag("lab")
@Tag("matrix")
class TakeoverFaultsTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("tkfault").with(NasCluster.PACEMAKER));
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "desktops").writing(50));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void bothServersAreWellAndNas2Serves() {
        for (String nas : new String[]{"nas1", "nas2"}) {
            join(nas, "up");
            if (!runs(nas)) {
                cluster.lab.powerOn(nas);
            }
        }
        cluster.lab.awaitNasCluster();
        // A constraint that was written in the part of the cluster that lost comes back with it.
        var _ = cluster.lab.onHost("nas1", "crm_resource", "--clear", "--resource", "desktops").attempt();
        var _ = cluster.lab.onHost("nas1", "crm_resource", "--cleanup").within(Duration.ofSeconds(60)).run();
        var _ = cluster.lab.onHost("nas1", "crm_resource", "--wait", "--timeout=60s").within(Duration.ofSeconds(90))
                .run();
        if (!server().equals("nas2")) {
            assertThat(cluster.migrate(takeover("nas2")).outcome()).isEqualTo(Outcome.DONE);
        }
    }

    private static boolean runs(String nas) {
        try {
            return cluster.lab.onHost(nas, "true").attempt().exitCode() == 0;
        } catch (LabException off) {
            return false;
        }
    }

    /** Joins a NAS to the lab's network, or cuts it off. */
    private static void join(String nas, String state) {
        var _ = Command.of("ip", "-n", "tkfault-sw", "link", "set", nas, state).run();
    }

    private static MigrationRequest takeover(String nas) {
        return MigrationRequest.of(new Takeover("desktops", nas));
    }

    private static String server() {
        return cluster.wiring.inventories().readHypervisors().servers().getOrDefault("desktops", "nobody");
    }

    /** Something that happens a moment after the export has begun to move. */
    private static void inTheMiddle(Duration after, Runnable deed) {
        cluster.whenBegun(Step.MoveExport.class, () -> Thread.ofPlatform().daemon().start(() -> {
            java.util.concurrent.locks.LockSupport.parkNanos(after.toNanos());
            deed.run();
        }));
    }

    private static MigrationRecord takeoverWhile(Duration after, Runnable deed) {
        try (OneServer watch = new OneServer(cluster.lab, "desktops")) {
            inTheMiddle(after, deed);
            MigrationRecord migration = cluster.migrate(takeover("nas1"));
            await().atMost(Duration.ofSeconds(60)).until(() -> !server().equals("nobody"));
            assertThat(watch.twice()).isEmpty();
            return migration;
        }
    }

    @Test
    void aTargetThatDiesInTheMiddleLeavesTheExportWithTheOldServer() {
        MigrationRecord migration = takeoverWhile(Duration.ofMillis(700), () -> cluster.lab.cutPower("nas1"));
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.FAILED);
        assertThat(server()).isEqualTo("nas2");
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void aSourceThatHangsIsFencedAndTheExportArrives() {
        MigrationRecord migration = takeoverWhile(Duration.ofMillis(100), () -> Command
                .of("bash", "-c", "kill -STOP $(ip netns pids tkfault-nas2)").run());
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.DONE);
        assertThat(server()).isEqualTo("nas1");
        assertThat(runs("nas2")).isFalse();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void aSplitNetworkEndsWithOneServerAndTheOtherWithoutPower() {
        MigrationRecord migration = takeoverWhile(Duration.ofMillis(100), () -> join("nas1", "down"));
        assertThat(migration.outcome().open()).isFalse();
        assertThat(server()).isEqualTo("nas2");
        assertThat(runs("nas1")).isFalse();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void aServerThatDiesWithNoWordFromGodwitIsTakenOverAndARunningCopyFromItEndsWell() {
        MigrationRequest copy = new MigrationRequest("tiny1", Optional.empty(), Optional.of("nas1"), Map.of(),
                Optional.empty(), Optional.of(Bytes.ofMiB(4)), Care.DEFAULT);
        cluster.whenBegun(Step.MirrorDisk.class, () -> cluster.lab.cutPower("nas2"));
        MigrationRecord migration = cluster.migrate(copy);
        assertThat(migration.outcome()).as(migration.reason()).isIn(Outcome.DONE, Outcome.FAILED);
        await().atMost(Duration.ofSeconds(60)).until(() -> server().equals("nas1"));
        assertThat(cluster.nothingLost("tiny1")).isTrue();
        if (migration.outcome() == Outcome.DONE) {
            cluster.lab.removeVm("tiny1");
            cluster.lab.powerOn("nas2");
            cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "desktops").writing(50));
        }
    }
}
