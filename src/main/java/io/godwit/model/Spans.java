package io.godwit.model;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 100ms}, {@code 2s}, {@code 5m}. */
public final class Spans {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private Spans() {}

    /**
     * Reads a length of time.
     *
     * @throws IllegalArgumentException where the text has another form
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a length of time: write a number and ms, s, m or h, as in 100ms");
        }
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** For people: milliseconds below a second, seconds above. */
    public static String text(Duration span) {
        return span.compareTo(Duration.ofSeconds(1)) < 0
                ? span.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
    }
}
