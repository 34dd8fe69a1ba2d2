package io.godwit.experience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stretches of a window in which nothing came. A stretch that began before the window, or ended after it, counts with
 * its part inside.
 *
 * @param count how many stretches there are
 * @param above100 how many were longer than what most people notice at the latest
 * @param longest those above 60 ms in the order of time, for drawing
 */
public record Gaps(int count, double medianMillis, double p99Millis, double longestMillis, int above100,
        double sumAbove100Millis, List<Stretch> longest) {
    private static final double NOTICED_MILLIS = 100;
    private static final double DRAWN_MILLIS = 60;
    private static final double NANOS_PER_MILLI = 1e6;

    public Gaps {
        longest = List.copyOf(longest);
    }

    /** Nothing came between these moments of System.nanoTime. */
    public record Stretch(long fromNanos, long toNanos) {
        public double millis() {
            return (toNanos - fromNanos) / NANOS_PER_MILLI;
        }
    }

    /** Pure: from the moments within a window, in their order. */
    public static Gaps of(List<Long> moments, long fromNanos, long toNanos) {
        List<Stretch> stretches = new ArrayList<>();
        long last = fromNanos;
        for (long moment : moments) {
            stretches.add(new Stretch(last, moment));
            last = moment;
        }
        stretches.add(new Stretch(last, toNanos));
        double[] sorted = stretches.stream().mapToDouble(Stretch::millis).sorted().toArray();
        double[] noticed = Arrays.stream(sorted).filter(gap -> gap > NOTICED_MILLIS).toArray();
        return new Gaps(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.99), sorted[sorted.length - 1],
                noticed.length, Arrays.stream(noticed).sum(),
                stretches.stream().filter(stretch -> stretch.millis() > DRAWN_MILLIS).toList());
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }
}
