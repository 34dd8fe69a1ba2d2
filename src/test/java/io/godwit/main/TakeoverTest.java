package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.StepRecord;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.NasCluster;
import io.godwit.lab.TestLabs;
import io.godwit.plan.Check;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export goes from one server to the other under a guest that writes all the time, by Pacemaker on real NFS servers. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TakeoverTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("tkover").with(NasCluster.PACEMAKER));
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "desktops").writing(50));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static MigrationRequest takeover(String nas) {
        return MigrationRequest.of(new Takeover("desktops", nas));
    }

    private static String server() {
        return servers().getOrDefault("desktops", "nobody");
    }

    private static String other(String nas) {
        return nas.equals("nas1") ? "nas2" : "nas1";
    }

    private static Map<String, String> servers() {
        return cluster.wiring.inventories().readHypervisors().servers();
    }

    private static String constraints() {
        return cluster.lab.onHost("nas1", "cibadmin", "--query", "--scope", "constraints").run();
    }

    private static void assertDone(MigrationRecord migration, String nas) {
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.DONE);
        assertThat(cluster.wiring.journal().measured(migration.id()).verified()).isTrue();
        assertThat(server()).isEqualTo(nas);
        assertThat(constraints()).doesNotContain("cli-");
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    private static List<String> refused(MigrationRequest request) {
        Planning planning = cluster.plan(request);
        assertThat(planning).isInstanceOf(Planning.Refusal.class);
        return ((Planning.Refusal) planning).reasons().stream().map(Check::id).toList();
    }

    @Test
    @Order(1)
    void anExportGoesThereAndBackUnderAWritingGuestAndNeverHasTwoServers() {
        try (OneServer watch = new OneServer(cluster.lab, "desktops")) {
            assertDone(cluster.migrate(takeover("nas1")), "nas1");
            assertDone(cluster.migrate(takeover("nas2")), "nas2");
            assertThat(watch.twice()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aVmAndItsExportMoveTogetherAndTheSwitchoverWaitsForTheExport() {
        MigrationRecord migration = cluster
                .migrate(LabCluster.to("tiny1", "vnode3").with(new Takeover("desktops", "nas1")));
        assertDone(migration, "nas1");
        assertThat(cluster.vm("tiny1").hypervisor()).isEqualTo("vnode3");
        assertThat(cluster.wiring.journal().steps(migration.id())).filteredOn(
                step -> step.step() instanceof Step.MoveTogether).extracting(StepRecord::detail)
                .allMatch(detail -> detail.contains("after the export had arrived"));
    }

    @Test
    @Order(3)
    void aTakeoverThatIsCancelledGoesBack() {
        String from = server();
        String to = other(from);
        cluster.whenBegun(Step.SettleExport.class, () -> cluster.wiring.journal().openMigrations()
                .forEach(open -> cluster.wiring.migrations().cancel(open.id())));
        MigrationRecord migration = cluster.migrate(takeover(to));
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.CANCELLED);
        assertThat(server()).isEqualTo(from);
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(longs = {50, 600})
    void godwitDiesInTheMiddleOfATakeoverAndTheNextOneBringsItToItsEnd(long millisIntoTheMove) {
        String to = other(server());
        try (OneServer watch = new OneServer(cluster.lab, "desktops")) {
            GodwitProcess process = GodwitProcess.start(cluster, "takeover", "desktops", "--to", to);
            MigrationRecord migration = process.awaitStep(Step.MoveExport.class, Duration.ofMillis(millisIntoTheMove));
            process.kill();
            Cli.Outcome watched = new Cli(cluster.lab.clusterFile()).run("watch", migration.id().value());
            assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
            assertDone(cluster.wiring.journal().migration(migration.id()).orElseThrow(), to);
            assertThat(watch.twice()).isEmpty();
        }
    }

    @Test
    @Order(5)
    void aResourceThatFailedRefuses() {
        String before = server();
        var _ = cluster.lab.onHost("nas1", "crm_resource", "--fail", "--resource", "servers-server", "--node", "nas1")
                .run();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(refused(takeover(other(before)))).contains("pair-healthy"));
        var _ = cluster.lab.onHost("nas1", "crm_resource", "--cleanup").within(Duration.ofSeconds(60)).run();
        assertThat(server()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void aServerWithoutPowerRefusesAndTheOtherServesAllByItself() {
        try (MountPort mounting = new MountPort(cluster.lab.client(), cluster.cluster.nas("nas2").orElseThrow())) {
            cluster.lab.cutPower("nas1");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(servers())
                    .containsEntry("desktops", "nas2").containsEntry("servers", "nas2"));
            MountPort.Answers answers = mounting.answers();
            assertThat(answers.given()).isGreaterThan(1000);
            assertThat(answers.none()).as("of " + answers.given() + " answers, that nobody serves MOUNT").isZero();
        }
        assertThat(refused(takeover("nas1"))).contains("pair-online");
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    /** wait_for_all: a server that comes back alone does not know what the other one does. */
    @Test
    @Order(7)
    void withoutQuorumNothingIsMovedAndTheVmGoesOnWhenBothServersAreBack() {
        cluster.lab.cutPower("nas2");
        cluster.lab.powerOn("nas1");
        await().atMost(Duration.ofSeconds(40)).untilAsserted(
                () -> assertThat(refused(takeover("nas1"))).contains("pair-quorum", "export-served"));
        assertThat(server()).isEqualTo("nobody");
        cluster.lab.powerOn("nas2");
        cluster.lab.awaitNasCluster();
        await().atMost(Duration.ofSeconds(60)).until(() -> !server().equals("nobody"));
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }
}
