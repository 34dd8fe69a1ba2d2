package io.godwit.plan;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * What a plan expects.
 *
 * @param downtime how long the vCPUs stand still
 * @param freeze how long a client sees nothing change that should, over what it sees at standstill
 * @param reasons where each figure comes from
 */
public record Prediction(Duration duration, Bytes memory, Bytes disk, Duration downtime, Duration freeze,
        List<String> reasons) {
    public Prediction {
        reasons = List.copyOf(reasons);
    }
}
