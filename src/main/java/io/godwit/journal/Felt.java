package io.godwit.journal;

import java.time.Instant;
import java.util.List;

/**
 * What a client felt of one migration, from half a second before it to two seconds after it.
 *
 * @param probe who watched: screen or network
 * @param longestGapMillis the longest stretch without a change, or without an answer
 * @param standstillGapMillis the same with nothing moving, measured before: the floor
 * @param samplingGapMillis the longest time between two looks of the probe itself: nothing shorter can be told
 * @param stretches the longest ones, for drawing
 */
public record Felt(String probe, double longestGapMillis, double standstillGapMillis, int above100,
        double sumAbove100Millis, int framesLost, int framesLate, double samplingGapMillis, List<Stretch> stretches) {
    public Felt {
        stretches = List.copyOf(stretches);
    }

    /** A time in which nothing came. */
    public record Stretch(Instant from, double millis) {}

    /** The freeze: what the longest gap has over the same picture's longest at standstill. */
    public double freezeMillis() {
        return Math.max(0, longestGapMillis - standstillGapMillis);
    }
}
