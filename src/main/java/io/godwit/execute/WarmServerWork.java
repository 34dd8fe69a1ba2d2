package io.godwit.execute;

import io.godwit.model.FloatingExport;
import io.godwit.model.Serving;
import io.godwit.plan.Step;

/** Has a server stand by on the NAS that will get the export. */
final class WarmServerWork implements StepWork {
    private final Step.WarmServer step;
    private final StepContext context;

    WarmServerWork(Step.WarmServer step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        FloatingExport export = context.export(step.export());
        context.pairs().warm(export, step.nas());
        return context.pairs().serving(export, step.nas()).filter(Serving::listens).isPresent()
                ? Advance.done("it runs and waits for " + export.address())
                : Advance.again(100);
    }
}
