package io.godwit.execute;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.PairFacts;
import io.godwit.plan.Step;
import java.time.Duration;
import java.time.Instant;

/** Takes away whatever a move has left: constraints, and servers that only stood by. */
final class SettleExportWork implements StepWork {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Step.SettleExport step;
    private final StepContext context;
    private Instant since = Instant.MAX;

    SettleExportWork(Step.SettleExport step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        FloatingExport export = context.export(step.export());
        PairFacts facts = context.pairs().settle(export);
        if (facts.leftovers().isEmpty() && facts.served().isPresent()) {
            return Advance.done(facts.served().get() + " serves it, and nothing holds it there");
        }
        if (facts.served().isEmpty() && facts.fencing() == PairFacts.Fencing.NOBODY) {
            throw new Failed("nobody serves " + step.export() + ", and no cluster manager will change that",
                    "bring the servers back, then: godwit repair " + context.id() + " --go-on");
        }
        Instant now = context.clock().instant();
        since = since.isBefore(now) ? since : now;
        if (Duration.between(since, now).compareTo(PATIENCE) > 0) {
            throw new Failed("the pair does not come to rest: " + step.export() + " is served by "
                    + facts.served().orElse("nobody") + ", left are " + facts.leftovers() + ", failed "
                    + facts.failures(), "crm_mon on a server of the pair");
        }
        return Advance.again(300);
    }
}
