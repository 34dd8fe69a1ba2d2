package io.godwit.execute;

import io.godwit.model.FloatingExport;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.plan.Step;
import java.util.Optional;

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
        Optional<Serving> there = context.pairs().look(export).node(step.nas()).flatMap(PairNode::serving);
        if (there.filter(Serving::listens).isPresent()) {
            return Advance.done("it runs and waits for " + export.address());
        }
        context.pairs().warm(export, step.nas());
        return Advance.again(10);
    }
}
