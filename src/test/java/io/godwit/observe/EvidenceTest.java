package io.godwit.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.model.Mode;
import io.godwit.model.Vm;
import io.godwit.model.VmState;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.request.MigrationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person is told to do next follows from what is true, and never chooses between two copies. */
class EvidenceTest {
    private final Situations scene = new Situations();
    private final MigrationRequest request = Situations.request(Optional.of("vnode3"), Optional.empty(),
            Optional.empty());
    private final Planning.Plan plan = (Planning.Plan) new Planner(Mode.STAGED).plan(Situations.ID, request,
            scene.now(request));
    private final MigrationRecord migration = new MigrationRecord(Situations.ID, plan, Outcome.NEEDS_PERSON, "",
            Instant.EPOCH, Optional.of(Instant.EPOCH), false, new Owner("boot", 1, 1, 1));

    private String advice(List<Vm> copies, List<String> silent) {
        return String.join("\n", new Evidence(migration, Optional.empty(), copies, silent, List.of()).advice());
    }

    private Vm on(String host, VmState.Kind kind) {
        Vm vm = scene.vm();
        return new Vm(vm.name(), vm.uuid(), host, new VmState(kind, "unknown"), vm.persistent(), vm.memory(), 1,
                vm.disks(), vm.persistentSources(), Optional.empty(), Optional.empty());
    }

    @Test
    void whileAHostIsSilentNothingElseIsAdvised() {
        assertThat(advice(List.of(on("vnode2", VmState.Kind.RUNNING)), List.of("vnode3 does not answer")))
                .contains("bring back").doesNotContain("--go-on");
    }

    @Test
    void twoActiveCopiesAreNamedAndNotChosenBetween() {
        assertThat(advice(List.of(on("vnode2", VmState.Kind.RUNNING), on("vnode3", VmState.Kind.PAUSED)), List.of()))
                .contains("vnode2").contains("vnode3").contains("does not choose").doesNotContain("--go-on");
    }

    @Test
    void oneRunningCopyMayGoOn() {
        assertThat(advice(List.of(on("vnode3", VmState.Kind.RUNNING)), List.of()))
                .contains("godwit repair " + Situations.ID + " --go-on");
    }

    @Test
    void aPausedOrAbsentVmIsMadeToRunByAPersonFirst() {
        assertThat(advice(List.of(on("vnode2", VmState.Kind.PAUSED)), List.of())).contains("virsh resume");
        assertThat(advice(List.of(), List.of())).contains("runs nowhere");
    }
}
