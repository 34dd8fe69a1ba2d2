package io.godwit.plan;

import io.godwit.model.PairFacts;
import io.godwit.observe.TakeoverSituation;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the wish that an export changes its server into a plan, or into a refusal. Pure. */
public final class TakeoverPlanner {
    public Planning plan(MigrationRequest request, TakeoverSituation now, List<Past> past) {
        Takeover takeover = request.takeover().orElseThrow();
        List<Check> checks = TakeoverRules.check(takeover, now).toList();
        if (checks.stream().anyMatch(Check::refuses)) {
            return new Planning.Refusal(request, checks);
        }
        String from = from(now);
        return new Planning.Plan(request, Takeover.subject(now.export().pair().name()), request.kind(),
                Optional.empty(),
                new Placement("", Map.of()).with(takeover.export(), from),
                new Placement("", Map.of()).with(takeover.export(), takeover.to()), checks, steps(takeover, now),
                new TakeoverPredictor(request, from, past, managed(now)).predict(), Optional.empty());
    }

    static String from(TakeoverSituation now) {
        return now.facts().flatMap(PairFacts::served).orElseThrow();
    }

    static boolean managed(TakeoverSituation now) {
        return now.facts().filter(facts -> facts.fencing() != PairFacts.Fencing.NOBODY).isPresent();
    }

    private static List<Step> steps(Takeover takeover, TakeoverSituation now) {
        List<Step> steps = new ArrayList<>(before(takeover, now));
        steps.add(move(takeover, now));
        steps.addAll(after(takeover));
        return steps;
    }

    static List<Step> before(Takeover takeover, TakeoverSituation now) {
        return now.facts().filter(PairFacts::warmable).isPresent()
                ? List.of(new Step.WarmServer(takeover.export(), takeover.to()))
                : List.of();
    }

    static Step.MoveExport move(Takeover takeover, TakeoverSituation now) {
        return new Step.MoveExport(takeover.export(), from(now), takeover.to());
    }

    static List<Step> after(Takeover takeover) {
        return List.of(new Step.SettleExport(takeover.export()),
                new Step.VerifyExport(takeover.export(), takeover.to()));
    }
}
