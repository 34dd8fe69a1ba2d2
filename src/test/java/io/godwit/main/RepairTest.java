package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.model.Bytes;
import io.godwit.model.Mode;
import io.godwit.plan.Step;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A migration that needs a person says why, and goes on when the person has done their part. */
@Tag("lab")
class RepairTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("repair"));
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aVmThatWasDestroyedBetweenTheStagesIsStartedByAPersonAndThenArrives() {
        Cli cli = new Cli(cluster.lab.clusterFile());
        cluster.whenBegun(Step.MoveMemory.class,
                () -> cluster.lab.onHost("vnode2", "virsh", "destroy", "tiny1").run());
        MigrationRecord ended = cluster.migrate(new MigrationRequest("tiny1", Optional.of("vnode3"),
                Optional.of("nas1"), Map.of(), Optional.of(Mode.STAGED), Optional.of(Bytes.ofMiB(20)), Care.DEFAULT));
        assertThat(ended.outcome()).isEqualTo(Outcome.NEEDS_PERSON);
        assertThat(ended.reason()).contains("godwit repair " + ended.id());
        Cli.Outcome shown = cli.run("repair", ended.id().value());
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("runs nowhere").contains("old image nas2:/export").contains("new image nas1")
                .contains("vnode2: shut off");
        assertThat(cli.run("doctor").out()).contains("godwit repair " + ended.id());
        var _ = cluster.lab.onHost("vnode2", "virsh", "start", "tiny1").run();
        Cli.Outcome repaired = cli.run("repair", ended.id().value(), "--go-on");
        assertThat(repaired.code()).as(repaired.out() + repaired.err()).isZero();
        assertThat(cluster.vm("tiny1").hypervisor()).isEqualTo("vnode3");
        assertThat(cluster.lab.images("nas2")).isEmpty();
        assertThat(cluster.lab.images("nas1")).hasSize(1);
        assertThat(cluster.nothingLost("tiny1")).isTrue();
        assertThat(cli.run("repair", ended.id().value()).code()).isEqualTo(5);
        assertThat(cli.run("doctor").out()).doesNotContain("godwit repair");
    }
}
