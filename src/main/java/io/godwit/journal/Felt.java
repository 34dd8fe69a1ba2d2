package io.godwit.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client felt of one migration, from half a second before it to two seconds after it.
 *
 * @param probe who watched: screen, network or browser
 * @param longestGapMillis the longest stretch without a change, or without an answer
 * @param standstillGapMillis the same with nothing moving, measured before: the floor
 * @param samplingGapMillis the longest time between two looks of the probe itself: nothing shorter can be told
 * @param stretches the longest ones, for drawing
 */
public record Felt(String probe, double longestGapMillis, double standstillGapMillis, int above100,
        double sumAbove100Millis, int framesLost, int framesLate, double samplingGapMillis, List<Stretch> stretches) {
    /** The probe of a page that shows the VM's desktop. */
    public static final String BROWSER = "browser";

    public Felt {
        stretches = List.copyOf(stretches);
    }

    /** A time in which nothing came. */
    public record Stretch(Instant from, double millis) {}

    /** Of a real client's screen; else of the screen in a browser, which the page itself watched. */
    public static Optional<Felt> ofScreen(List<Felt> felts) {
        return felts.stream().filter(felt -> felt.probe().equals("screen")).findFirst()
                .or(() -> felts.stream().filter(felt -> felt.probe().equals(BROWSER)).findFirst());
    }

    /** The freeze: what the longest gap has over the same picture's longest at standstill. */
    public double freezeMillis() {
        return Math.max(0, longestGapMillis - standstillGapMillis);
    }
}
