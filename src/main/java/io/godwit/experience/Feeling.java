package io.godwit.experience;

import io.godwit.journal.Felt;
import java.time.Duration;
import java.time.Instant;

/** What a probe saw, as the journal keeps it. */
public final class Feeling {
    private Feeling() {}

    /** What the screen showed beside its longest gap at standstill. */
    public static Felt of(ScreenExperience seen, double standstillGapMillis) {
        return felt("screen", seen.gaps(), standstillGapMillis, seen.framesLost(), seen.framesLate(),
                seen.samplingGapMillis());
    }

    /**
     * How the network answered.
     *
     * @param everyMillis how often it was asked
     */
    public static Felt of(NetworkExperience seen, double standstillGapMillis, double everyMillis) {
        return felt("network", seen.gaps(), standstillGapMillis, seen.sent() - seen.answered(), 0, everyMillis);
    }

    /** Moments of System.nanoTime become times of day by the difference now. */
    private static Felt felt(String probe, Gaps gaps, double standstillGapMillis, int lost, int late,
            double samplingGapMillis) {
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        return new Felt(probe, gaps.longestMillis(), standstillGapMillis, gaps.above100(), gaps.sumAbove100Millis(),
                lost, late, samplingGapMillis,
                gaps.longest().stream()
                        .map(stretch -> new Felt.Stretch(now.minus(Duration.ofNanos(nanos - stretch.fromNanos())),
                                stretch.millis()))
                        .toList());
    }
}
