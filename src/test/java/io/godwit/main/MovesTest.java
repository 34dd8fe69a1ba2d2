package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.GuestSpec.DiskSpec;
import io.godwit.lab.GuestSpec.Form;
import io.godwit.lab.TestLabs;
import io.godwit.model.Bytes;
import io.godwit.model.Disk;
import io.godwit.model.ImageLocation;
import tools.jackson.databind.json.JsonMapper;
import io.godwit.model.Mode;
import io.godwit.model.Vm;
import io.godwit.plan.Step;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The moves on real libvirt, QEMU and NFS, with a guest that writes all the time. */
@Tag("lab")
class MovesTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("moves"));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void noImageIsLeftOver() {
        cluster.lab.removeVm("tiny1");
        assertThat(cluster.lab.images("nas1")).isEmpty();
        assertThat(cluster.lab.images("nas2")).isEmpty();
    }

    private static void start(GuestSpec spec) {
        cluster.lab.addVm(spec);
    }

    private static void assertDone(MigrationRecord migration) {
        assertThat(migration.outcome()).as(migration.reason()).isEqualTo(Outcome.DONE);
        assertThat(cluster.wiring.journal().measured(migration.id()).verified()).isTrue();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void aTransientVmMovesToAnotherHypervisor() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2"));
        assertDone(cluster.migrate(LabCluster.to("tiny1", "vnode3")));
        Vm moved = cluster.vm("tiny1");
        assertThat(moved.hypervisor()).isEqualTo("vnode3");
        assertThat(moved.persistent()).isFalse();
    }

    @Test
    void aPersistentVmMovesItsDiskToAnotherNas() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
        MigrationRecord migration = cluster.migrate(LabCluster.disksTo("tiny1", "nas1"));
        assertDone(migration);
        Vm moved = cluster.vm("tiny1");
        assertThat(moved.persistent()).isTrue();
        assertThat(moved.disk("vda").orElseThrow().top().source())
                .isEqualTo(moved.persistentSource("vda").orElseThrow());
        assertThat(cluster.lab.images("nas2")).isEmpty();
        assertThat(cluster.lab.images("nas1")).hasSize(1).allMatch(name -> name.contains(migration.id().value()));
    }

    @Test
    void aPersistentVmAndItsDiskMoveInStages() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
        assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.STAGED)));
        assertMovedWithItsDisk();
    }

    @Test
    void aPersistentVmAndItsDiskMoveAtomically() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
        assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.ATOMIC)));
        assertMovedWithItsDisk();
    }

    private static void assertMovedWithItsDisk() {
        Vm moved = cluster.vm("tiny1");
        assertThat(moved.hypervisor()).isEqualTo("vnode3");
        assertThat(moved.persistent()).isTrue();
        assertThat(cluster.lab.images("nas2")).isEmpty();
        assertThat(cluster.wiring.inventories().read().vms().filter(vm -> vm.name().equals("tiny1"))).hasSize(1);
    }

    @Test
    void aBackingChainKeepsItsShape() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2")
                .withDisks(new DiskSpec("vda", "nas2", Form.NETWORK, "qcow2", 2, 64)));
        assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.STAGED)));
        assertThat(cluster.vm("tiny1").disk("vda").orElseThrow().chain()).hasSize(2);
        assertThat(cluster.lab.images("nas1")).hasSize(2);
        assertThat(cluster.plan(LabCluster.both("tiny1", "vnode2", "nas2", Mode.ATOMIC)).checks())
                .anyMatch(check -> check.id().equals("disk-atomic-chain") && check.refuses());
    }

    @Test
    void aChainOfFilesBelowAMountMovesAtomically() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored()
                .withDisks(new DiskSpec("vda", "nas2", Form.FILE, "qcow2", 2, 64)));
        assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.ATOMIC)));
        assertThat(cluster.vm("tiny1").disk("vda").orElseThrow().chain()).hasSize(2);
    }

    @Test
    void thereAndBackTenTimesInARow() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored().writing(50));
        for (int round = 0; round < 10; round++) {
            assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.STAGED)));
            assertDone(cluster.migrate(LabCluster.both("tiny1", "vnode2", "nas2", Mode.STAGED)));
        }
        assertThat(cluster.lab.images("nas1")).isEmpty();
        assertThat(cluster.lab.images("nas2")).hasSize(1);
    }

    @Test
    void twoVmsMoveAtTheSameTimeInOppositeDirections() throws Exception {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2"));
        start(GuestSpec.tiny("tiny2", "vnode3", "nas1").stored());
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<MigrationRecord> one = both
                    .submit(() -> cluster.migrate(LabCluster.both("tiny1", "vnode3", "nas1", Mode.STAGED)));
            Future<MigrationRecord> other = both
                    .submit(() -> cluster.migrate(LabCluster.both("tiny2", "vnode2", "nas2", Mode.STAGED)));
            assertDone(one.get());
            assertThat(other.get().outcome()).isEqualTo(Outcome.DONE);
        }
        assertThat(cluster.nothingLost("tiny2")).isTrue();
        assertThat(cluster.vm("tiny1").hypervisor()).isEqualTo("vnode3");
        assertThat(cluster.vm("tiny2").hypervisor()).isEqualTo("vnode2");
        cluster.lab.removeVm("tiny2");
    }

    /** The deleted inode: the name leads to another file than the one that QEMU was given, and nothing else says so. */
    @Test
    void aTargetThatWasReplacedBehindTheServersBackIsFoundOutAndNothingIsLost() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
        cluster.whenBegun(Step.PivotDisk.class, () -> {
            String image = "/srv/export/" + cluster.lab.images("nas1").getFirst();
            var _ = cluster.lab.onHost("nas1", "cp", image, image + ".new").run();
            var _ = cluster.lab.onHost("nas1", "mv", image + ".new", image).run();
        });
        MigrationRecord migration = cluster.migrate(LabCluster.disksTo("tiny1", "nas1"));
        assertThat(migration.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(migration.reason()).contains("QEMU holds another file");
        assertThat(cluster.lab.images("nas2")).hasSize(1);
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void twoDisksOnDifferentServersAndOnlyOneOfThemMove() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").withDisks(
                new DiskSpec("vda", "nas2", Form.NETWORK, "qcow2", 1, 64),
                new DiskSpec("vdb", "nas1", Form.NETWORK, "raw", 1, 32)));
        MigrationRequest onlyOne = new MigrationRequest("tiny1", Optional.of("vnode3"), Optional.empty(),
                Map.of("vdb", "nas2"), Optional.empty(), Optional.empty(), Care.DEFAULT);
        assertDone(cluster.migrate(onlyOne));
        assertThat(cluster.lab.images("nas1")).isEmpty();
        assertDone(cluster.migrate(LabCluster.disksTo("tiny1", "nas1")));
        assertThat(cluster.lab.images("nas2")).isEmpty();
    }

    @Test
    void aFileBelowAMountStaysAFileBelowAMount() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored()
                .withDisks(new DiskSpec("vda", "nas2", Form.FILE, "qcow2", 1, 64)));
        for (Mode mode : List.of(Mode.STAGED, Mode.ATOMIC)) {
            Vm now = cluster.vm("tiny1");
            String to = now.hypervisor().equals("vnode2") ? "vnode3" : "vnode2";
            String nas = mode == Mode.STAGED ? "nas1" : "nas2";
            assertDone(cluster.migrate(LabCluster.both("tiny1", to, nas, mode)));
            assertThat(cluster.vm("tiny1").disk("vda").orElseThrow().top().source().toString())
                    .startsWith("/mnt/" + nas);
        }
    }

    /** QEMU's NFS driver asks for a file's length once: what the source lays behind it later would be zeros on the target. */
    @Test
    void theTargetKnowsAllOfAFileThatGrewWhileTheMemoryMoved() {
        start(GuestSpec.tiny("tiny1", "vnode2", "nas2").writing(50));
        assertDone(cluster.migrate(LabCluster.to("tiny1", "vnode3")));
        Disk disk = cluster.vm("tiny1").disk("vda").orElseThrow();
        ImageLocation image = cluster.cluster.locate(disk.top().source()).orElseThrow();
        long length = cluster.wiring.hosts().images(image.nas(), image.export()).image(image.name()).orElseThrow()
                .length().count();
        assertThat(length).isGreaterThan(Bytes.ofMiB(64).count());
        assertThat(lengthThatQemuKnows("vnode3")).isEqualTo(length);
    }

    private static long lengthThatQemuKnows(String hypervisor) {
        String answer = cluster.lab.onHost(hypervisor, "virsh", "qemu-monitor-command", "tiny1",
                "{\"execute\":\"query-named-block-nodes\"}").run();
        return JsonMapper.shared().readTree(answer).get("return").valueStream()
                .filter(node -> node.get("drv").asString().equals("nfs"))
                .mapToLong(node -> node.get("image").get("virtual-size").asLong()).findFirst().orElseThrow();
    }
}
