package io.godwit.execute;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.PairFacts;
import io.godwit.model.Serving;
import io.godwit.plan.Step;
import io.godwit.port.NasPairs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Moves an export. Where it is, is read from the servers and their manager, and never from the move's own end alone. */
final class MoveExportWork implements StepWork {
    private static final Duration GREY = Duration.ofSeconds(30);
    private static final Duration CLIENTS = Duration.ofSeconds(3);
    private final Step.MoveExport step;
    private final StepContext context;
    private Optional<NasPairs.Handover> handover = Optional.empty();
    private Instant greySince = Instant.MAX;
    private Instant servedSince = Instant.MAX;

    MoveExportWork(Step.MoveExport step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /**
     * What is true of the export.
     *
     * @param begun whether this process has begun to move it
     * @param problem why that failed, once it has ended
     */
    record Seen(PairFacts facts, boolean begun, boolean underWay, Optional<String> problem) {}

    /** What to do about it. */
    sealed interface Action {
        record Start() implements Action {}

        record Wait() implements Action {}

        /** Nothing is under way here and yet it is not clear who serves: the manager may still be at it. */
        record Grey(String what) implements Action {}

        record Finish() implements Action {}

        record GiveUp(String why) implements Action {}
    }

    static Action decide(Step.MoveExport step, Seen seen) {
        if (seen.underWay()) {
            return new Action.Wait();
        }
        PairFacts facts = seen.facts();
        List<String> addressed = facts.addressed();
        if (facts.served().equals(Optional.of(step.to()))) {
            return new Action.Finish();
        }
        if (seen.problem().isPresent()) {
            return new Action.GiveUp(seen.problem().get());
        }
        if (addressed.size() > 1) {
            return new Action.Grey(String.join(" and ", addressed) + " have the address of " + step.export());
        }
        if (!seen.begun() && (addressed.isEmpty() || addressed.equals(List.of(step.from())))) {
            return new Action.Start();
        }
        return new Action.Grey(addressed.isEmpty()
                ? "no server has the address of " + step.export()
                : addressed.getFirst() + " has the address of " + step.export() + ", and " + facts.manager()
                        + " has it "
                        + facts.server().map(nas -> "on " + nas).orElse("nowhere"));
    }

    @Override
    public Advance advance() {
        if (underWay()) {
            return Advance.again(20);
        }
        return servedSince.equals(Instant.MAX) ? look() : awaitClients();
    }

    private Advance look() {
        PairFacts facts = context.pairs().look(context.export(step.export()));
        Action action = decide(step, new Seen(facts, handover.isPresent(), underWay(),
                handover.flatMap(NasPairs.Handover::problem)));
        greySince = action instanceof Action.Grey ? greySince : Instant.MAX;
        return switch (action) {
            case Action.Start() -> start(facts);
            case Action.Wait() -> Advance.again(20);
            case Action.Grey(String what) -> grey(what, facts);
            case Action.Finish() -> {
                servedSince = context.clock().instant();
                yield finish(facts.clients(step.to()));
            }
            case Action.GiveUp(String why) -> throw new Failed(why, "godwit get nas");
        };
    }

    private boolean underWay() {
        return handover.filter(move -> !move.ended()).isPresent();
    }

    private Advance start(PairFacts facts) {
        FloatingExport export = context.export(step.export());
        new Traffic(context).requireQuiet(export);
        context.journal().note(context.id(), context.owner(), clientsNote(),
                String.join(",", hosts(facts.clients(step.from()))));
        handover = Optional.of(context.pairs().handOver(export, facts, step.from(), step.to()));
        return Advance.again(20);
    }

    private String clientsNote() {
        return "clients of " + step.export() + " on " + step.from();
    }

    private static Set<String> hosts(List<String> clients) {
        return clients.stream().map(client -> client.replaceFirst(":\\d+$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Advance grey(String what, PairFacts facts) {
        Instant now = context.clock().instant();
        greySince = greySince.isBefore(now) ? greySince : now;
        if (Duration.between(greySince, now).compareTo(GREY) <= 0) {
            return Advance.again(200);
        }
        if (facts.addressed().size() > 1) {
            throw new NeedsPerson(what + ": two servers of one export", "end one of them at once, then: godwit repair "
                    + context.id());
        }
        throw new Failed(what, "look at the pair: crm_mon");
    }

    private Advance awaitClients() {
        return finish(context.pairs().serving(context.export(step.export()), step.to()).map(Serving::clients)
                .orElse(List.of()));
    }

    /** The clients that were there before are waited for, but not for ever: an idle one may have nothing to ask. */
    private Advance finish(List<String> clients) {
        Set<String> before = new TreeSet<>(List.of(context.journal().notes(context.id())
                .getOrDefault(clientsNote(), "").split(",")));
        before.remove("");
        Set<String> missing = new TreeSet<>(before);
        missing.removeAll(hosts(clients));
        if (!missing.isEmpty()
                && Duration.between(servedSince, context.clock().instant()).compareTo(CLIENTS) < 0) {
            return Advance.again(100);
        }
        handover.flatMap(NasPairs.Handover::gap)
                .ifPresent(gap -> context.measure(measured -> measured.withStall(gap)));
        return Advance.done(step.to() + " serves it" + handover.flatMap(NasPairs.Handover::gap)
                .map(gap -> "; nobody had the address for " + gap.toMillis() + " ms").orElse("")
                + handover.map(NasPairs.Handover::story).filter(story -> !story.isEmpty()).map(story -> "; " + story)
                        .orElse("")
                + "; " + (before.size() - missing.size()) + " of " + before.size() + " clients are back"
                + (missing.isEmpty() ? "" : " (not yet: " + String.join(", ", missing) + ")"));
    }

    /** A move that was begun is brought to its end: in the middle nobody serves. The way back begins from there. */
    @Override
    public boolean cancel() {
        return underWay();
    }
}
