package io.godwit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Disk;
import io.godwit.model.Mode;
import io.godwit.model.Vm;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WayBackTest {
    private final Situations scene = new Situations();
    private final MigrationRequest request = Situations.request(Optional.of("vnode3"), Optional.of("nas1"),
            Optional.empty());
    private final Planning.Plan plan = (Planning.Plan) new Planner(Mode.STAGED)
            .plan(Situations.ID, request, scene.now(request));

    private static List<Class<?>> kinds(List<Step> steps) {
        return steps.stream().<Class<?>>map(Step::getClass).toList();
    }

    @Test
    void beforeThePivotTheMirrorEndsAndTheNewImageGoes() {
        assertThat(kinds(WayBack.from(plan, scene.vm()))).containsExactly(Step.AbandonMirror.class,
                Step.RemoveImage.class);
    }

    @Test
    void afterThePivotTheDiskIsMirroredBackAndProvenBeforeTheNewImageGoes() {
        Step.PivotDisk pivot = plan.steps().stream().filter(Step.PivotDisk.class::isInstance)
                .map(Step.PivotDisk.class::cast).findFirst().orElseThrow();
        Vm vm = scene.vm();
        Disk old = vm.disks().getFirst();
        Disk switched = new Disk("vda", pivot.target(), old.cache(), false, false, false);
        Vm pivoted = new Vm(vm.name(), vm.uuid(), vm.hypervisor(), vm.state(), true, vm.memory(), 1, List.of(switched),
                List.of(), Optional.empty(), Optional.empty());
        List<Step> back = WayBack.from(plan, pivoted);
        assertThat(kinds(back)).containsExactly(Step.AbandonMirror.class, Step.MirrorDisk.class, Step.PivotDisk.class,
                Step.Verify.class, Step.RemoveImage.class);
        assertThat(((Step.PivotDisk) back.get(2)).target()).isEqualTo(old.chain());
        assertThat(((Step.Verify) back.get(3)).retired()).containsExactly(plan.after().disks().get("vda"));
    }
}
