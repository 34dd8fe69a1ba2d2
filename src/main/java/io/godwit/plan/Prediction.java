package io.godwit.plan;

import io.godwit.model.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * What a plan expects.
 *
 * @param reasons where each figure comes from
 */
public record Prediction(Duration duration, Bytes memory, Bytes disk, Duration downtime, List<String> reasons) {
    public Prediction {
        reasons = List.copyOf(reasons);
    }
}
