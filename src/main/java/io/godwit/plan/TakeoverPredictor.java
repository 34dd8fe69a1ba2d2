package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.Kind;
import io.godwit.model.Spans;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Says beforehand what a takeover will take: as the last ones of the same export the same way, or by assumption. Pure. */
record TakeoverPredictor(MigrationRequest request, String from, List<Past> past, boolean managed) {
    private static final int LATELY = 3;
    private static final Duration ASSUMED_BY_MANAGER = Duration.ofSeconds(4);
    private static final Duration ASSUMED_BY_HAND = Duration.ofSeconds(2);
    private static final Duration ASSUMED_STALL = Duration.ofMillis(150);

    Prediction predict() {
        List<Past> alike = past.stream().filter(one -> one.kind() == Kind.TAKEOVER)
                .filter(one -> one.vm().equals(request.vm()))
                .filter(one -> one.nas().equals(Set.of(from, request.takeover().orElseThrow().to()))).limit(LATELY)
                .toList();
        Duration whole = median(alike, Past::whole, managed ? ASSUMED_BY_MANAGER : ASSUMED_BY_HAND);
        Duration stall = median(alike.stream().filter(one -> one.downtime().isPresent()).toList(),
                one -> one.downtime().orElseThrow(), ASSUMED_STALL);
        return new Prediction(whole, Bytes.ZERO, Bytes.ZERO, stall, Duration.ZERO,
                List.of(alike.isEmpty()
                        ? "no takeover of this export between these servers went before: assumed"
                        : "as " + alike.size() + " takeovers of this export went lately (medians)",
                        "writes wait for about " + Spans.text(stall)
                                + "; a client sees a freeze only where its guest waits for the disk just then"));
    }

    private static Duration median(List<Past> alike, Function<Past, Duration> figure, Duration assumed) {
        List<Duration> sorted = alike.stream().map(figure).sorted().toList();
        return sorted.isEmpty() ? assumed : sorted.get(sorted.size() / 2);
    }
}
