package io.godwit.adapter.cli.view;

import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A sample on one line of a terminal. */
public record ProgressLine(boolean unicode) {
    private static final int BAR = 24;

    public String render(Sample sample, int columns) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format("%-12s", sample.phase()));
        parts.add(bar(sample.percent()) + String.format(" %3d%%", sample.percent()));
        parts.add(sample.done() + " of " + sample.total());
        add(parts, "", sample.perSecond(), "/s");
        add(parts, "dirty ", sample.dirtyPerSecond(), "/s");
        if (sample.iteration() > 0) {
            parts.add("round " + sample.iteration());
        }
        if (!sample.left().isZero()) {
            parts.add("left " + Math.max(1, sample.left().toSeconds()) + " s");
        }
        return fit(parts, columns - 1);
    }

    private static void add(List<String> parts, String before, Bytes rate, String after) {
        if (rate.count() > 0) {
            parts.add(before + rate + after);
        }
    }

    private String bar(int percent) {
        int full = percent * BAR / 100;
        return unicode
                ? "█".repeat(full) + "░".repeat(BAR - full)
                : "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    /** Whole parts as far as they fit; the last ones matter least. */
    private static String fit(List<String> parts, int columns) {
        String line = String.join("  ", parts);
        for (int count = parts.size() - 1; line.length() > columns && count > 0; count--) {
            line = String.join("  ", parts.subList(0, count));
        }
        return line.length() > columns ? line.substring(0, Math.max(0, columns)) : line;
    }
}
