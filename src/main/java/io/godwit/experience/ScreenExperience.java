package io.godwit.experience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a window of time looked like to the person at the screen. The package's page defines the gap.
 *
 * @param changes how often the picture changed
 * @param gapsAbove100Millis how many gaps were longer than what most people notice at the latest
 * @param framesLost numbers of the video that were never seen
 * @param samplingGapMillis the longest time between two looks of the probe itself
 */
public record ScreenExperience(int changes, double medianGapMillis, double p99GapMillis, double longestGapMillis,
        int gapsAbove100Millis, double sumAbove100Millis, int framesLost, double samplingGapMillis) {
    private static final double NOTICED_MILLIS = 100;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Pure: from the changes within a window. */
    public static ScreenExperience of(List<ScreenSample> changes, long fromNanos, long toNanos, long samplingGapNanos) {
        List<Long> moments = new ArrayList<>();
        moments.add(fromNanos);
        changes.forEach(change -> moments.add(change.nanos()));
        moments.add(toNanos);
        double[] gaps = new double[moments.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (moments.get(i + 1) - moments.get(i)) / NANOS_PER_MILLI;
        }
        Arrays.sort(gaps);
        double[] noticed = Arrays.stream(gaps).filter(gap -> gap > NOTICED_MILLIS).toArray();
        return new ScreenExperience(changes.size(), quantile(gaps, 0.5), quantile(gaps, 0.99), gaps[gaps.length - 1],
                noticed.length, Arrays.stream(noticed).sum(), framesLost(changes), samplingGapNanos / NANOS_PER_MILLI);
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    /** Frames between two that were seen; the video's start over is no loss. */
    private static int framesLost(List<ScreenSample> changes) {
        int lost = 0;
        int last = -1;
        for (ScreenSample change : changes) {
            if (change.frame() >= 0) {
                lost += last >= 0 && change.frame() > last + 1 ? change.frame() - last - 1 : 0;
                last = change.frame();
            }
        }
        return lost;
    }
}
