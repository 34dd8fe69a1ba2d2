package io.godwit.report;

import io.godwit.journal.Sample;
import java.util.Optional;

/**
 * A sample as the API has it (openapi.yaml).
 *
 * @param n its place among those of its migration, from 1
 */
public record SampleState(long n, long atMillis, int step, String phase, int percent, long bytesDone, long bytesTotal,
        long bytesPerSecond, long dirtyBytesPerSecond, int iteration, Optional<Double> secondsLeft) {
    public static SampleState of(long n, Sample sample) {
        return new SampleState(n, sample.at().toEpochMilli(), sample.step(), sample.phase(), sample.percent(),
                sample.done().count(), sample.total().count(), sample.perSecond().count(),
                sample.dirtyPerSecond().count(), sample.iteration(),
                Optional.of(sample.left()).filter(left -> !left.isZero()).map(left -> left.toMillis() / 1000.0));
    }
}
