package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.adapter.config.ClusterFile;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.model.Cluster;
import io.godwit.plan.Check;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.port.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two Godwits that know nothing of each other work on the same cluster, each with a journal of its own. */
@Tag("lab")
class TwoJournalsTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("two"));
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Wiring stranger() {
        Cluster known = ClusterFile.read(cluster.lab.clusterFile(), cluster.lab.folder());
        Cluster same = new Cluster("elsewhere", cluster.lab.folder().resolve("other-state"), known.hypervisors(),
                known.nas(), known.maxFreeze());
        return new Wiring(same, new LocalProcesses(List.of("false"), List.of(), same.state()), ProgressListener.NONE);
    }

    @Test
    void theSecondOneIsToldWhoWorksOnTheVmAndAfterwardsNoMarkIsLeft() {
        List<Check> refused = new ArrayList<>();
        cluster.whenBegun(Step.PivotDisk.class, () -> {
            try (Wiring other = stranger()) {
                Planning planning = other.migrations().plan(other.migrations().nextId(),
                        LabCluster.to("tiny1", "vnode3"));
                refused.addAll(((Planning.Refusal) planning).reasons());
            }
        });
        var ended = cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", io.godwit.model.Mode.STAGED));
        assertThat(ended.outcome()).isEqualTo(io.godwit.journal.Outcome.DONE);
        assertThat(refused).extracting(Check::id).contains("vm-not-claimed");
        assertThat(refused).filteredOn(check -> check.id().equals("vm-not-claimed")).first()
                .satisfies(check -> assertThat(check.evidence()).contains(ended.id().value()).contains("process"));
        assertThat(cluster.vm("tiny1").claim()).isEmpty();
        assertThat(cluster.lab.onHost("vnode3", "virsh", "dumpxml", "--inactive", "tiny1").run())
                .doesNotContain("urn:godwit:migration");
        try (Wiring other = stranger()) {
            assertThat(other.migrations().plan(other.migrations().nextId(), LabCluster.to("tiny1", "vnode2")))
                    .isInstanceOf(Planning.Plan.class);
        }
    }
}
