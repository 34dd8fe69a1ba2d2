package io.godwit.execute;

import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.Vm;
import io.godwit.plan.Step;
import io.godwit.port.HypervisorHost;
import io.godwit.port.MirrorProgress;
import java.util.Optional;

/** Makes the VM use the copy, in its live definition and in the stored one. */
final class PivotWork implements StepWork {
    private static final int TRIES = 20;
    private final Step.PivotDisk step;
    private final StepContext context;
    private int tries;

    PivotWork(Step.PivotDisk step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /**
     * What is true of the disk.
     *
     * @param live what the VM has open
     * @param stored what its stored definition names; empty for a transient VM
     */
    record Seen(Optional<DiskSource> live, Optional<DiskSource> stored, Optional<MirrorProgress> mirror) {}

    /** What to do about it. */
    sealed interface Action {
        record Pivot() implements Action {}

        record Store() implements Action {}

        record Wait() implements Action {}

        record Finish() implements Action {}

        record GiveUp(String why) implements Action {}
    }

    static Action decide(Step.PivotDisk step, Seen seen, int tries) {
        DiskSource wanted = step.target().getFirst().source();
        if (seen.live().isEmpty()) {
            return new Action.GiveUp("the VM does not run on " + step.hypervisor() + " any more, or lost its disk");
        }
        if (seen.live().get().equals(wanted) && seen.mirror().isEmpty()) {
            boolean stored = seen.stored().isEmpty() || seen.stored().get().equals(wanted);
            return stored ? new Action.Finish() : new Action.Store();
        }
        if (tries >= TRIES) {
            return new Action.GiveUp("the pivot was asked for " + tries + " times and the VM still uses "
                    + seen.live().get());
        }
        if (seen.mirror().isEmpty()) {
            return new Action.GiveUp("the mirror has gone before the pivot");
        }
        return seen.mirror().get().ready() ? new Action.Pivot() : new Action.Wait();
    }

    @Override
    public Advance advance() {
        return switch (decide(step, look(), tries)) {
            case Action.Pivot() -> pivot();
            case Action.Store() -> store();
            case Action.Wait() -> Advance.again(20);
            case Action.Finish() -> finish();
            case Action.GiveUp(String why) -> throw new Failed(why, "godwit plan, then try again");
        };
    }

    private Seen look() {
        Optional<Vm> vm = host().vm(context.vm()).filter(found -> found.state().active());
        return new Seen(vm.flatMap(found -> found.disk(step.disk())).map(disk -> disk.top().source()),
                vm.flatMap(found -> found.persistentSource(step.disk())), host().mirror(context.vm(), step.disk()));
    }

    private Advance pivot() {
        tries++;
        host().pivot(context.vm(), step.disk());
        return Advance.again(5);
    }

    private Advance store() {
        tries++;
        host().store(context.vm(), step.disk(), step.target());
        return Advance.again(0);
    }

    private Advance finish() {
        context.cluster().locate(step.source().getFirst().source()).ifPresent(context::noteRetired);
        return Advance.done("the VM uses " + step.target().getFirst().source());
    }

    private HypervisorHost host() {
        return context.hosts().hypervisor(step.hypervisor());
    }
}
