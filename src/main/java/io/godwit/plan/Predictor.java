package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.observe.DiskView;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says beforehand what a migration will take. Pure; the pace comes from what was measured before. */
public final class Predictor {
    private static final Duration PER_STAGE = Duration.ofMillis(700);
    private final Pace pace;

    public Predictor(Pace pace) {
        this.pace = pace;
    }

    Prediction predict(MigrationRequest request, Situation now, List<DiskView> moved) {
        List<String> reasons = new ArrayList<>();
        reasons.add("pace " + pace.source());
        Bytes memory = request.to().isPresent() ? now.vm().memory() : Bytes.ZERO;
        Bytes disk = moved.stream().flatMap(view -> view.layers().stream()).flatMap(layer -> layer.facts().stream())
                .map(facts -> facts.allocation()).reduce(Bytes.ZERO, Bytes::plus);
        Duration downtime = request.to().isPresent() ? pace.downtime() : Duration.ZERO;
        Duration duration = Duration.ZERO;
        if (request.to().isPresent()) {
            reasons.add("memory: all of the VM's " + memory + "; pages that are zero cost nearly nothing");
            duration = duration.plus(PER_STAGE).plus(seconds(memory, limited(request, pace.memory())));
        }
        if (!moved.isEmpty()) {
            reasons.add("disk: " + disk + " allocated on the NAS now");
            duration = duration.plus(PER_STAGE).plus(seconds(disk, limited(request, pace.disk())));
        }
        return new Prediction(duration, memory, disk, downtime, reasons);
    }

    private static Bytes limited(MigrationRequest request, Bytes rate) {
        return request.bandwidth().filter(limit -> limit.compareTo(rate) < 0).orElse(rate);
    }

    private static Duration seconds(Bytes amount, Bytes perSecond) {
        return Duration.ofMillis(amount.count() * 1000 / Math.max(1, perSecond.count()));
    }
}
