package io.godwit.plan;

import io.godwit.model.Spans;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The longest freeze that is accepted, and who said so: the request, the VM's metadata, or the cluster file, in that
 * order.
 */
record FreezeBudget(Duration limit, String source) {
    static Optional<FreezeBudget> of(MigrationRequest request, Situation now) {
        return request.care().maxFreeze().map(limit -> new FreezeBudget(limit, "asked for"))
                .or(() -> now.vm().maxFreeze().map(limit -> new FreezeBudget(limit, "in the VM's metadata")))
                .or(() -> now.inventory().cluster().maxFreeze()
                        .map(limit -> new FreezeBudget(limit, "the cluster's default")));
    }

    /** The downtime that it leaves for the switchover. */
    Duration downtime(Predictor predictor) {
        Duration left = limit.minus(predictor.beyond());
        return left.compareTo(Switchover.LEAST) < 0 ? Switchover.LEAST : left;
    }

    /** Refuses what was seen to be impossible, and warns of what is only assumed. */
    Stream<Check> check(MigrationRequest request, Predictor predictor) {
        Duration least = request.to().isPresent()
                ? predictor.beyond().plus(Switchover.LEAST)
                : Duration.ZERO;
        String evidence = Spans.text(limit) + " " + source + "; the least that a switchover takes here is "
                + Spans.text(least)
                + (predictor.beyondSeen().isPresent() ? ", as clients saw it" : ", by assumption");
        String remedy = "give " + Spans.text(least.plusMillis(50)) + " or more, as in --max-freeze "
                + least.plusMillis(50).toMillis() + "ms; or move only the disks";
        if (least.compareTo(limit) <= 0) {
            return Stream.of(Check.passed("freeze-budget", request.vm(), evidence));
        }
        return Stream.of(predictor.beyondSeen().isPresent()
                ? Check.refused("freeze-budget", request.vm(), evidence, remedy)
                : Check.warning("freeze-budget", request.vm(), evidence, remedy));
    }
}
