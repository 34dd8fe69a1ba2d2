package io.godwit.report;

import java.util.Locale;
import java.util.Optional;

/** Figures in a row of a table: a dash where nothing was measured. */
public final class Figures {
    private Figures() {}

    public static String seconds(Optional<Double> seconds) {
        return seconds.map(value -> String.format(Locale.ROOT, "%.2f s", value)).orElse("-");
    }

    public static String millis(Optional<Long> millis) {
        return millis.map(value -> value + " ms").orElse("-");
    }
}
