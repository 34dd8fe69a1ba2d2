package io.godwit.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFormat;
import io.godwit.model.Layer;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.model.VmState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What the engine relies on of every hypervisor and every export: the real ones, and those of the simulation. */
public final class HostContract {
    private static final Bytes SIZE = Bytes.ofMiB(64);
    private static final MigrationId ID = new MigrationId("m261124-120000-abcd");
    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final Scene scene;

    public HostContract(Scene scene) {
        this.scene = scene;
    }

    /** A stored VM with one disk vda of 64 MiB that runs on the source. */
    public interface Scene {
        HypervisorHost source();

        HypervisorHost target();

        Hypervisor targetAddress();

        UUID vm();

        /** An export that does not hold the disk, and the source of an image in it. */
        ImageStore emptyExport();

        DiskSource inEmptyExport(String name);

        /** Lets time go by until it is true, and fails where it never is. */
        void await(BooleanSupplier truth);
    }

    public void imagesAreMadeOnceAndRemovedForGood() {
        ImageStore images = scene.emptyExport();
        images.create("contract.qcow2", ImageFormat.QCOW2, SIZE, Optional.empty());
        assertThat(images.image("contract.qcow2").orElseThrow().capacity()).isEqualTo(SIZE);
        assertThat(images.image("contract.qcow2").orElseThrow().format()).isEqualTo("qcow2");
        assertThat(images.names()).contains("contract.qcow2");
        images.lengthen("contract.qcow2", Bytes.ofMiB(81));
        assertThat(images.image("contract.qcow2").orElseThrow().length()).isEqualTo(Bytes.ofMiB(81));
        assertThat(images.image("contract.qcow2").orElseThrow().capacity()).isEqualTo(SIZE);
        assertThat(images.image("contract.qcow2").orElseThrow().format()).isEqualTo("qcow2");
        assertThatThrownBy(() -> images.create("contract.qcow2", ImageFormat.QCOW2, SIZE, Optional.empty()))
                .isInstanceOf(Failed.class);
        images.remove("contract.qcow2");
        images.remove("contract.qcow2");
        assertThat(images.image("contract.qcow2")).isEmpty();
        assertThat(images.names()).doesNotContain("contract.qcow2");
    }

    public void whatIsNotThereIsEmptyAndEndingItIsNoError() {
        HypervisorHost source = scene.source();
        assertThat(source.vm(NOBODY)).isEmpty();
        assertThat(source.mirror(scene.vm(), "vda")).isEmpty();
        assertThat(source.job(scene.vm())).isEmpty();
        assertThat(scene.target().vm(scene.vm())).isEmpty();
        source.abandonMirror(scene.vm(), "vda");
        source.abortJob(scene.vm());
        scene.target().forget(scene.vm());
    }

    public void whatCannotBeDoneFails() {
        assertThatThrownBy(() -> scene.source().pivot(scene.vm(), "vda")).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> scene.target().startMirror(scene.vm(), "vda",
                List.of(new Layer(scene.inEmptyExport("none.qcow2"), "qcow2")), false, Optional.empty(), Bytes.ZERO))
                .isInstanceOf(Failed.class);
        assertThatThrownBy(() -> scene.target().claim(scene.vm(), Optional.empty())).isInstanceOf(Failed.class);
    }

    public void aDiskIsMirroredAndAbandonedThenMirroredAndPivoted() {
        HypervisorHost source = scene.source();
        Layer copy = copy("mirror.qcow2");
        DiskSource before = live();
        source.startMirror(scene.vm(), "vda", List.of(copy), false, Optional.of(Bytes.ofMiB(8)), Bytes.ofMiB(1));
        assertThat(source.mirror(scene.vm(), "vda")).isPresent();
        assertThatThrownBy(() -> source.startMirror(scene.vm(), "vda", List.of(copy), false, Optional.empty(),
                Bytes.ZERO)).isInstanceOf(Failed.class);
        Ongoing refused = source.migrate(scene.vm(), order());
        scene.await(refused::ended);
        assertThat(refused.problem()).isPresent();
        source.abandonMirror(scene.vm(), "vda");
        scene.await(() -> source.mirror(scene.vm(), "vda").isEmpty());
        assertThat(live()).isEqualTo(before);
        source.startMirror(scene.vm(), "vda", List.of(copy), false, Optional.empty(), Bytes.ZERO);
        scene.await(() -> source.mirror(scene.vm(), "vda").filter(MirrorProgress::ready).isPresent());
        source.pivot(scene.vm(), "vda");
        scene.await(() -> source.mirror(scene.vm(), "vda").isEmpty());
        assertThat(live()).isEqualTo(copy.source());
        source.store(scene.vm(), "vda", List.of(copy));
        assertThat(source.vm(scene.vm()).orElseThrow().persistentSource("vda")).contains(copy.source());
    }

    public void aWriteByQemuIsSeenOnTheImage() {
        Layer copy = copy("touched.qcow2");
        scene.source().startMirror(scene.vm(), "vda", List.of(copy), false, Optional.empty(), Bytes.ZERO);
        scene.await(() -> scene.source().mirror(scene.vm(), "vda").filter(MirrorProgress::ready).isPresent());
        scene.source().pivot(scene.vm(), "vda");
        var before = scene.emptyExport().image("touched.qcow2").orElseThrow().modified();
        scene.await(() -> {
            scene.source().touchImage(scene.vm(), "vda");
            return scene.emptyExport().image("touched.qcow2").orElseThrow().modified().isAfter(before);
        });
    }

    public void anAbortedMigrationLeavesTheVmAndAFinishedOneTakesItWithItsMark() {
        HypervisorHost source = scene.source();
        Claim claim = new Claim(ID, 3, "a machine, process 7");
        source.claim(scene.vm(), Optional.of(claim));
        assertThat(source.vm(scene.vm()).orElseThrow().claim()).contains(claim);
        Ongoing aborted = source.migrate(scene.vm(), order());
        scene.await(() -> source.job(scene.vm()).isPresent() || aborted.ended());
        assertThat(aborted.ended()).as(() -> aborted.problem().toString()).isFalse();
        source.abortJob(scene.vm());
        scene.await(aborted::ended);
        assertThat(aborted.problem()).isPresent();
        assertThat(source.vm(scene.vm()).map(Vm::state).filter(VmState::running)).isPresent();
        scene.await(() -> scene.target().vm(scene.vm()).isEmpty());
        assertThat(moved(3).problem()).isEmpty();
        assertThat(source.vm(scene.vm())).isEmpty();
        Vm there = scene.target().vm(scene.vm()).orElseThrow();
        assertThat(there.state().running()).isTrue();
        assertThat(there.persistent()).isTrue();
        assertThat(there.claim()).contains(claim);
        scene.target().claim(scene.vm(), Optional.empty());
        assertThat(scene.target().vm(scene.vm()).orElseThrow().claim()).isEmpty();
    }

    /** A call that fell silent tells nothing: like the engine, it is made again while the VM is where it was. */
    private Ongoing moved(int tries) {
        Ongoing call = scene.source().migrate(scene.vm(), new MigrateOrder(scene.targetAddress(), Map.of(), false, true,
                false, Optional.empty(), false));
        call.await(Duration.ofSeconds(30));
        scene.await(call::ended);
        return call.silent() && tries > 1 && scene.source().vm(scene.vm()).isPresent() ? moved(tries - 1) : call;
    }

    private Layer copy(String name) {
        scene.emptyExport().create(name, ImageFormat.QCOW2, SIZE, Optional.empty());
        return new Layer(scene.inEmptyExport(name), "qcow2");
    }

    private DiskSource live() {
        return scene.source().vm(scene.vm()).orElseThrow().disk("vda").orElseThrow().top().source();
    }

    /** Slow enough to be met under way. */
    private MigrateOrder order() {
        return new MigrateOrder(scene.targetAddress(), Map.of(), false, true, false, Optional.of(Bytes.ofMiB(4)),
                false);
    }
}
