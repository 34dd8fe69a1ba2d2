package io.godwit.main;

import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.model.DiskSource;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageLocation;
import io.godwit.port.HostContract;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ImageStore;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** libvirt, QEMU and NFS keep the contract that the simulation stands on. */
@Tag("lab")
class RealHostsTest {
    private static LabCluster cluster;
    private final HostContract contract = new HostContract(new Scene());

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("contract"));
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
        ImageStore images = cluster.wiring.hosts().images("nas1", "/export");
        images.names().forEach(images::remove);
    }

    private static final class Scene implements HostContract.Scene {
        @Override
        public HypervisorHost source() {
            return cluster.wiring.hosts().hypervisor("vnode2");
        }

        @Override
        public HypervisorHost target() {
            return cluster.wiring.hosts().hypervisor("vnode3");
        }

        @Override
        public Hypervisor targetAddress() {
            return cluster.cluster.hypervisor("vnode3").orElseThrow();
        }

        @Override
        public UUID vm() {
            return cluster.vm("tiny1").uuid();
        }

        @Override
        public ImageStore emptyExport() {
            return cluster.wiring.hosts().images("nas1", "/export");
        }

        @Override
        public DiskSource inEmptyExport(String name) {
            return cluster.cluster.source(new ImageLocation("nas1", "/export", name), new DiskSource.NfsPath("", ""));
        }

        @Override
        public void await(BooleanSupplier truth) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50))
                    .until(truth::getAsBoolean);
        }
    }

    @Test
    void imagesAreMadeOnceAndRemovedForGood() {
        contract.imagesAreMadeOnceAndRemovedForGood();
    }

    @Test
    void whatIsNotThereIsEmptyAndEndingItIsNoError() {
        contract.whatIsNotThereIsEmptyAndEndingItIsNoError();
    }

    @Test
    void whatCannotBeDoneFails() {
        contract.whatCannotBeDoneFails();
    }

    @Test
    void aDiskIsMirroredAndAbandonedThenMirroredAndPivoted() {
        contract.aDiskIsMirroredAndAbandonedThenMirroredAndPivoted();
    }

    @Test
    void aWriteByQemuIsSeenOnTheImage() {
        contract.aWriteByQemuIsSeenOnTheImage();
    }

    @Test
    void anAbortedMigrationLeavesTheVmAndAFinishedOneTakesItWithItsMark() {
        contract.anAbortedMigrationLeavesTheVmAndAFinishedOneTakesItWithItsMark();
    }
}
