package io.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Bytes;
import io.godwit.model.Kind;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmState;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final MigrationRequest MOVE_1 = Situations.request(Optional.of("vnode3"), Optional.empty(),
            Optional.empty());
    private static final MigrationRequest MOVE_2 = Situations.request(Optional.empty(), Optional.of("nas1"),
            Optional.empty());
    private static final MigrationRequest MOVE_3 = Situations.request(Optional.of("vnode3"), Optional.of("nas1"),
            Optional.empty());

    private final Situations scene = new Situations();
    private final Planner planner = new Planner(Mode.STAGED);

    private Planning plan(MigrationRequest request) {
        return planner.plan(Situations.ID, request, scene.now(request));
    }

    private List<Class<?>> steps(MigrationRequest request) {
        Planning planning = plan(request);
        assertThat(planning).as(planning.toString()).isInstanceOf(Planning.Plan.class);
        return ((Planning.Plan) planning).steps().stream().<Class<?>>map(Step::getClass).toList();
    }

    private void assertRefusedBy(String check, MigrationRequest request) {
        Planning planning = plan(request);
        assertThat(planning).isInstanceOf(Planning.Refusal.class);
        assertThat(((Planning.Refusal) planning).reasons()).extracting(Check::id).contains(check);
        assertThat(((Planning.Refusal) planning).reasons())
                .allSatisfy(reason -> assertThat(reason.remedy()).isNotBlank());
    }

    @Test
    void aHypervisorMigrationMovesTheMemoryAndVerifies() {
        assertThat(steps(MOVE_1)).containsExactly(Step.MoveMemory.class, Step.Verify.class);
    }

    @Test
    void warnsOfMemoryThatAnOldQemuLosesUnderTcg() {
        assertThat(warnings(MOVE_1)).doesNotContain("memory-tracked");
        scene.virtType = "qemu";
        assertThat(warnings(MOVE_1)).contains("memory-tracked");
        assertThat(warnings(MOVE_2)).doesNotContain("memory-tracked");
        scene.qemuArguments = List.of("-machine", "memory-backend=odd.ram");
        assertThat(warnings(MOVE_1)).doesNotContain("memory-tracked");
    }

    private List<String> warnings(MigrationRequest request) {
        Planning.Plan plan = (Planning.Plan) plan(request);
        return plan.checks().stream().filter(check -> check.verdict() == Check.Verdict.WARNING).map(Check::id).toList();
    }

    @Test
    void aNasMigrationRemovesTheOldImageOnlyAfterTheProof() {
        assertThat(steps(MOVE_2)).containsExactly(Step.CreateImage.class, Step.MirrorDisk.class, Step.PivotDisk.class,
                Step.Verify.class, Step.RemoveImage.class);
    }

    @Test
    void stagedMovesTheDiskFirstAndProvesItBeforeTheMemoryMoves() {
        assertThat(steps(MOVE_3)).containsExactly(Step.CreateImage.class, Step.MirrorDisk.class, Step.PivotDisk.class,
                Step.Verify.class, Step.MoveMemory.class, Step.Verify.class, Step.RemoveImage.class);
    }

    @Test
    void atomicCarriesTheDiskAlong() {
        assertThat(steps(Situations.request(Optional.of("vnode3"), Optional.of("nas1"), Optional.of(Mode.ATOMIC))))
                .containsExactly(Step.CreateImage.class, Step.MoveMemory.class, Step.Verify.class,
                        Step.RemoveImage.class);
    }

    @Test
    void allDisksAreInStepBeforeTheFirstIsSwitched() {
        scene.disks.add(Situations.disk("vdb", "nas2", 1, "none"));
        assertThat(steps(MOVE_2)).containsSubsequence(Step.MirrorDisk.class, Step.MirrorDisk.class,
                Step.PivotDisk.class,
                Step.PivotDisk.class, Step.Verify.class);
    }

    @Test
    void aChainIsCopiedFromTheBottomUpAndOnlyItsTopIsMirrored() {
        scene.disks.set(0, Situations.disk("vda", "nas2", 3, "none"));
        Planning.Plan plan = (Planning.Plan) plan(MOVE_2);
        List<Step.CopyBacking> copies = plan.steps().stream().filter(Step.CopyBacking.class::isInstance)
                .map(Step.CopyBacking.class::cast).toList();
        assertThat(copies).extracting(copy -> copy.from().name()).containsExactly("vda2.qcow2", "vda1.qcow2");
        assertThat(copies.getFirst().backing()).isEmpty();
        assertThat(copies.getLast().backing()).contains(copies.getFirst().to());
        assertThat(plan.steps()).filteredOn(Step.MirrorDisk.class::isInstance)
                .allMatch(step -> ((Step.MirrorDisk) step).shallow());
    }

    @Test
    void aBackingImageThatAnotherVmUsesIsCopiedAndKept() {
        scene.disks.set(0, Situations.disk("vda", "nas2", 2, "none"));
        var base = scene.disks.getFirst().chain().getLast();
        scene.others.add(new Vm("clone", UUID.randomUUID(), "vnode2", scene.state, false, Bytes.ofMiB(64), 1,
                List.of(new io.godwit.model.Disk("vda", List.of(Situations.disk("x", "nas2", 1, "none").top(), base),
                        "none", false, false, false)),
                List.of(), Optional.empty(), Optional.empty()));
        Planning.Plan plan = (Planning.Plan) plan(MOVE_2);
        assertThat(plan.steps()).filteredOn(Step.RemoveImage.class::isInstance)
                .extracting(step -> ((Step.RemoveImage) step).image().name()).containsExactly("vda0.qcow2");
    }

    @Test
    void noImageIsRemovedWhileAHypervisorIsSilent() {
        scene.targetUp = false;
        assertThat(steps(MOVE_2)).doesNotContain(Step.RemoveImage.class);
        assertThat(plan(MOVE_2).checks()).anyMatch(
                check -> check.id().equals("old-image") && check.verdict() == Check.Verdict.WARNING);
    }

    @Test
    void everyNewImageCarriesTheMigrationsId() {
        Planning.Plan plan = (Planning.Plan) plan(MOVE_2);
        assertThat(plan.after().disks().get("vda")).isNotNull()
                .satisfies(image -> assertThat(image.name()).contains(Situations.ID.value()));
        assertThat(plan.kind()).isEqualTo(Kind.NAS);
    }

    @Test
    void onlyTheChosenDiskMoves() {
        scene.disks.add(Situations.disk("vdb", "nas2", 1, "none"));
        MigrationRequest one = new MigrationRequest("desktop1", Optional.empty(), Optional.empty(),
                Map.of("vdb", "nas1"),
                Optional.empty(), Optional.empty(), Care.DEFAULT);
        Planning.Plan plan = (Planning.Plan) plan(one);
        assertThat(plan.steps()).filteredOn(Step.MirrorDisk.class::isInstance)
                .extracting(step -> ((Step.MirrorDisk) step).disk()).containsExactly("vdb");
    }

    @Test
    void refusesAVmThatIsPausedOnAnIoError() {
        scene.state = new VmState(VmState.Kind.PAUSED, "ioerror");
        assertRefusedBy("vm-running", MOVE_1);
    }

    @Test
    void refusesAVmWithAJobABlockJobASnapshotOrAnOpenMigration() {
        scene.activity = new VmActivity(Optional.of("dump"), List.of("vda (backup)"), 1, 0);
        scene.open = Optional.of(new MigrationId("m261123-000000-aaaa"));
        for (String check : List.of("vm-no-job", "vm-no-block-job", "vm-no-snapshots", "vm-no-migration")) {
            assertRefusedBy(check, MOVE_1);
        }
    }

    @Test
    void refusesATargetThatCannotRunIt() {
        scene.freeMemory = Bytes.ofMiB(1100);
        scene.interfaces = Set.of("br7");
        scene.suitability = new Suitability(Optional.of("unknown CPU model"), Optional.of("unknown machine"));
        for (String check : List.of("target-memory", "target-network", "target-cpu", "target-machine")) {
            assertRefusedBy(check, MOVE_1);
        }
    }

    @Test
    void refusesATargetThatDoesNotAnswer() {
        scene.targetUp = false;
        assertRefusedBy("target-reachable", MOVE_1);
    }

    @Test
    void refusesTheHypervisorThatRunsItAlready() {
        assertRefusedBy("target-differs",
                Situations.request(Optional.of("vnode2"), Optional.empty(), Optional.empty()));
    }

    @Test
    void refusesTheNasThatHoldsTheDiskAlready() {
        assertRefusedBy("disk-elsewhere", Situations.request(Optional.empty(), Optional.of("nas2"), Optional.empty()));
    }

    @Test
    void refusesANasWithoutRoomOrWithoutAnAnswer() {
        scene.freeOnNas = Bytes.ofMiB(40);
        assertRefusedBy("nas-space", MOVE_2);
        scene.nas1Up = false;
        assertRefusedBy("nas-reachable", MOVE_2);
    }

    @Test
    void refusesAnUnsafeCacheMode() {
        scene.disks.set(0, Situations.disk("vda", "nas2", 1, "writeback"));
        assertRefusedBy("disk-cache", MOVE_1);
    }

    @Test
    void refusesADiskOnNoKnownNas() {
        scene.disks.set(0, Situations.disk("vda", "nas9", 1, "none"));
        assertRefusedBy("disk-known", MOVE_1);
    }

    @Test
    void refusesAnImageThatAnotherVmWritesToo() {
        Vm self = scene.vm();
        scene.others
                .add(new Vm("twin", UUID.randomUUID(), "vnode2", self.state(), false, self.memory(), 1, self.disks(),
                        List.of(), Optional.empty(), Optional.empty()));
        assertRefusedBy("disk-not-shared", MOVE_1);
    }

    @Test
    void refusesAVmThatAGodwitWithAnotherJournalWorksOn() {
        scene.claim = Optional.of(new io.godwit.model.Claim(Situations.ID, 1, "vhost9, process 7"));
        assertRefusedBy("vm-not-claimed", MOVE_1);
    }
}
