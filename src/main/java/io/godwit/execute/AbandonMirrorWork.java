package io.godwit.execute;

import io.godwit.model.GodwitException.Failed;
import io.godwit.plan.Step;
import io.godwit.port.HypervisorHost;

/** Ends a mirror; the VM goes on with the image that it has. */
final class AbandonMirrorWork implements StepWork {
    private static final int ROUNDS = 200;
    private static final int ASK_AGAIN = 40;
    private final Step.AbandonMirror step;
    private final StepContext context;
    private int rounds;

    AbandonMirrorWork(Step.AbandonMirror step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        HypervisorHost host = context.hosts().hypervisor(step.hypervisor());
        if (host.mirror(context.vm(), step.disk()).isEmpty()) {
            return Advance.done("no mirror runs");
        }
        if (rounds++ >= ROUNDS) {
            throw new Failed("the mirror of " + step.disk()
                    + " does not end: QEMU waits for a NAS that does not answer; the VM runs on with its old image",
                    "bring the NAS back, or virsh blockjob --info on the hypervisor");
        }
        if (rounds % ASK_AGAIN == 1) {
            host.abandonMirror(context.vm(), step.disk());
        }
        return Advance.again(50);
    }
}
