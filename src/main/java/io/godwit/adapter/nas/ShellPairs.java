package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.NasPair;
import io.godwit.model.PairFacts;
import io.godwit.model.Serving;
import io.godwit.port.NasPairs;
import io.godwit.port.Shells;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All pairs of the cluster, each by what manages it. */
public final class ShellPairs implements NasPairs {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private final Shells shells;
    private final Servings servings;
    private final InstantSource clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Optional<String> server, Instant at) {}

    public ShellPairs(Shells shells, InstantSource clock) {
        this.shells = shells;
        this.servings = new Servings(shells);
        this.clock = clock;
    }

    private PairDriver driver(FloatingExport export) {
        return switch (export.pair().manager()) {
            case NasPair.Manager.Pacemaker() -> new PacemakerPair(shells, servings);
            case NasPair.Manager.ByHand byHand -> new ByHandPair(shells, servings, byHand);
        };
    }

    @Override
    public PairFacts look(FloatingExport export) {
        return remember(export, driver(export).look(export));
    }

    private PairFacts remember(FloatingExport export, PairFacts facts) {
        List<String> addressed = facts.addressed();
        answers.put(export.name(), new Answer(
                addressed.size() == 1 ? Optional.of(addressed.getFirst()) : Optional.empty(), clock.instant()));
        return facts;
    }

    @Override
    public Optional<String> server(FloatingExport export) {
        Answer known = answers.get(export.name());
        if (known == null || Duration.between(known.at(), clock.instant()).compareTo(FRESH) > 0) {
            List<String> having = servings.read(export).entrySet().stream()
                    .filter(entry -> entry.getValue().filter(serving -> serving.address()).isPresent())
                    .map(Map.Entry::getKey).toList();
            known = new Answer(having.size() == 1 ? Optional.of(having.getFirst()) : Optional.empty(),
                    clock.instant());
            answers.put(export.name(), known);
        }
        return known.server();
    }

    @Override
    public Optional<Serving> serving(FloatingExport export, String nas) {
        return servings.read(nas, export);
    }

    @Override
    public void warm(FloatingExport export, String nas) {
        driver(export).warm(export, nas);
    }

    @Override
    public void cool(FloatingExport export, String nas) {
        driver(export).cool(export, nas);
    }

    @Override
    public Handover handOver(FloatingExport export, PairFacts seen, String from, String to) {
        answers.remove(export.name());
        return driver(export).handOver(export, seen, from, to);
    }

    @Override
    public PairFacts settle(FloatingExport export) {
        answers.remove(export.name());
        return remember(export, driver(export).settle(export));
    }
}
