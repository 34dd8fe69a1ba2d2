package io.godwit.simulation;

import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Situations;
import io.godwit.port.HostContract;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ImageStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The simulated hosts keep the contract that the real ones keep in the lab. */
class SimulatedHostsTest {
    private static final Cluster CLUSTER = Situations.CLUSTER;
    private final World world = new World(CLUSTER, new Random(1), List.of());
    private final HostContract contract = new HostContract(new Scene());

    private final class Scene implements HostContract.Scene {
        private Scene() {
            SimVm vm = new SimVm();
            vm.state = World.RUNNING;
            vm.persistent = true;
            ImageLocation image = new ImageLocation("nas2", "/export", "vda.qcow2");
            DiskSource source = CLUSTER.source(image, new DiskSource.NfsPath("", ""));
            vm.disks.put("vda", new SimVm.OpenDisk(source, world.place(image, ImageFormat.QCOW2, 64L << 20)));
            vm.stored.put("vda", source);
            world.vms.put("vnode2", vm);
        }

        @Override
        public HypervisorHost source() {
            return new SimHypervisor(world, "vnode2");
        }

        @Override
        public HypervisorHost target() {
            return new SimHypervisor(world, "vnode3");
        }

        @Override
        public Hypervisor targetAddress() {
            return CLUSTER.hypervisor("vnode3").orElseThrow();
        }

        @Override
        public UUID vm() {
            return Situations.VM;
        }

        @Override
        public ImageStore emptyExport() {
            return new SimImages(world, "nas1", "/export");
        }

        @Override
        public DiskSource inEmptyExport(String name) {
            return CLUSTER.source(new ImageLocation("nas1", "/export", name), new DiskSource.NfsPath("", ""));
        }

        @Override
        public void await(BooleanSupplier truth) {
            for (int i = 0; i < 1000 && !truth.getAsBoolean(); i++) {
                world.sleep(Duration.ofMillis(20));
            }
            World.require(truth.getAsBoolean(), "it never became true");
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
