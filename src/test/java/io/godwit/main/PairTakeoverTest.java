package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.NasCluster;
import io.godwit.lab.TestLabs;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A pair without a cluster manager: Godwit fences the old server and moves the address itself. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PairTakeoverTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("tkpair").with(NasCluster.PAIR));
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
        return cluster.wiring.inventories().readHypervisors().servers().getOrDefault("desktops", "nobody");
    }

    @Test
    @Order(1)
    void anExportGoesThereAndBackAndNeverHasTwoServers() {
        try (OneServer watch = new OneServer(cluster.lab, "desktops")) {
            for (String nas : new String[]{"nas1", "nas2"}) {
                MigrationRecord migration = cluster.migrate(takeover(nas));
                assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.DONE);
                assertThat(server()).isEqualTo(nas);
                assertThat(cluster.nothingLost("tiny1")).isTrue();
            }
            assertThat(watch.twice()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void anOldServerThatDiesBeforeItIsFencedIsNotReplacedWithoutAPersonsWord() {
        cluster.whenBegun(Step.MoveExport.class, () -> cluster.lab.cutPower("nas2"));
        MigrationRecord migration = cluster.migrate(takeover("nas1"));
        assertThat(migration.outcome()).isEqualTo(Outcome.NEEDS_PERSON);
        assertThat(server()).isEqualTo("nobody");
        assertThat(cluster.plan(takeover("nas1"))).isInstanceOf(Planning.Refusal.class);
    }
}
