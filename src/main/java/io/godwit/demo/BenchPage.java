package io.godwit.demo;

import io.godwit.demo.BenchFigures.Line;
import io.godwit.demo.BenchFigures.Ratio;
import io.godwit.demo.BenchFigures.Shot;
import io.godwit.report.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A benchmark as one page: every run is a dot, a line joins a pair, a tick is the median. */
public final class BenchPage {
    private static final int WIDTH = 620;
    private static final int LEFT = 130;
    private static final int ROW = 34;
    private static final Map<String, String> TITLES = Map.of("hypervisor", "1. Hypervisor migration", "nas",
            "2. NAS migration", "both", "3. Hypervisor and NAS migration");

    private BenchPage() {}

    public static String of(BenchFigures figures) {
        String moves = figures.lines().stream().map(Line::move).distinct().map(move -> section(figures, move))
                .collect(Collectors.joining());
        return Page.of("Godwit beside plain virsh", figures.machine() + "; " + figures.emulation() + "; "
                + figures.rounds() + " rounds, in turn; the picture's longest gap at standstill is "
                + Math.round(figures.standstillGapMillis()) + " ms",
                ratios(figures.ratios()) + moves
                        + foretold(figures.foretold()) + notes());
    }

    private static String ratios(List<Ratio> ratios) {
        String rows = ratios.stream()
                .map(ratio -> "<tr><td>" + Page.text(TITLES.getOrDefault(ratio.move(), ratio.move()))
                        + "</td><td>" + Page.text(ratio.means()) + "</td>" + cell(ratio.freeze())
                        + cell(ratio.longestGap())
                        + cell(ratio.moveSeconds()) + cell(ratio.seconds())
                        + Page.number(String.format(Locale.ROOT, "%+.2f s", ratio.addedSeconds())) + "</tr>")
                .collect(Collectors.joining());
        return "<section><h2>Godwit over virsh, medians of pairs</h2><table><thead><tr><th>move</th><th>by</th>"
                + "<th class='n'>freeze</th><th class='n'>longest gap</th><th class='n'>move's time</th><th class='n'>"
                + "command's time</th><th class='n'>added</th></tr></thead><tbody>" + rows
                + "</tbody></table></section>";
    }

    private static String cell(double ratio) {
        return Page.number(String.format(Locale.ROOT, "%.2f", ratio));
    }

    private static String section(BenchFigures figures, String move) {
        List<Line> lines = figures.lines().stream().filter(line -> line.move().equals(move)).toList();
        return "<section><h2>" + Page.text(TITLES.getOrDefault(move, move)) + "</h2>" + table(lines)
                + plot(figures.shots(), lines, "freeze, ms", Shot::freezeMillis)
                + plot(figures.shots(), lines, "seconds of the whole command", Shot::seconds)
                + (move.equals("nas") ? "" : plot(figures.shots(), lines, "downtime, ms", Shot::downtimeMillis))
                + "</section>";
    }

    private static String table(List<Line> lines) {
        String rows = lines.stream().map(line -> "<tr><td>" + Page.text(line.means()) + "</td>"
                + spread(line.freezeMillis(), "%.0f") + spread(line.downtimeMillis(), "%.0f")
                + spread(line.seconds(), "%.2f") + mebibytes(line.bytes()) + "</tr>").collect(Collectors.joining());
        return "<table><thead><tr><th>by</th><th class='n'>freeze ms</th><th class='n'>downtime ms</th>"
                + "<th class='n'>seconds</th><th class='n'>MiB</th></tr></thead><tbody>" + rows
                + "</tbody></table><p class='dim'>median / 95th percentile / most</p>";
    }

    private static String spread(BenchFigures.Spread spread, String form) {
        return Page.number(String.format(Locale.ROOT, form + " / " + form + " / " + form, spread.median(), spread.p95(),
                spread.max()));
    }

    private static String mebibytes(BenchFigures.Spread bytes) {
        double unit = 1 << 20;
        return spread(new BenchFigures.Spread(bytes.median() / unit, bytes.p95() / unit, bytes.max() / unit), "%.0f");
    }

    /** The end of an axis: one, two or five, and zeros. */
    static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, value))));
        return DoubleStream.of(1, 2, 5, 10).map(step -> step * power).filter(end -> end >= value).findFirst()
                .orElse(value);
    }

    private static String plot(List<Shot> shots, List<Line> lines, String title, ToDoubleFunction<Shot> figure) {
        List<Shot> drawn = shots.stream().filter(shot -> lines.stream()
                .anyMatch(line -> line.move().equals(shot.move()) && line.means().equals(shot.means()))).toList();
        double most = roundUp(drawn.stream().mapToDouble(figure).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            String means = lines.get(row).means();
            int y = 28 + row * ROW;
            svg.append(String.format(Locale.ROOT, "<text x='0' y='%d'>%s</text><line x1='%d' y1='%d' x2='%d' y2='%d' "
                    + "stroke='var(--line)'/>", y + 4, Page.text(means), LEFT, y, WIDTH, y));
            List<Shot> own = drawn.stream().filter(shot -> shot.means().equals(means)).toList();
            own.forEach(shot -> svg.append(dot(figure.applyAsDouble(shot) / most, y, means, shot, figure)));
            double median = BenchFigures.median(own.stream().mapToDouble(figure).toArray());
            svg.append(
                    String.format(Locale.ROOT, "<line x1='%1$.1f' y1='%2$d' x2='%1$.1f' y2='%3$d' stroke='var(--ink)' "
                            + "stroke-width='2'/>", x(median / most), y - 11, y + 11));
        }
        int bottom = 28 + lines.size() * ROW;
        svg.append(String.format(Locale.ROOT,
                "<text x='%d' y='%d'>0</text><text x='%d' y='%d' text-anchor='end'>%.4g</text>",
                LEFT, bottom, WIDTH, bottom, most));
        return String.format(Locale.ROOT, "<h3>%s</h3><svg viewBox='0 0 %d %d' role='img' aria-label='%s'>%s</svg>",
                Page.text(title), WIDTH + 10, bottom + 6, Page.text(title), svg);
    }

    private static String dot(double part, int y, String means, Shot shot, ToDoubleFunction<Shot> figure) {
        return String.format(Locale.ROOT,
                "<circle cx='%.1f' cy='%d' r='5' fill='var(--%s)' fill-opacity='.65'><title>round %d: %.4g</title></circle>",
                x(part), y, means.equals(BenchFigures.VIRSH) ? "dim" : "accent", shot.round(),
                figure.applyAsDouble(shot));
    }

    private static double x(double part) {
        return LEFT + part * (WIDTH - LEFT);
    }

    private static String foretold(BenchFigures.Foretold foretold) {
        String misses = foretold.misses().stream().map(miss -> "<li>" + Page.text(miss) + "</li>")
                .collect(Collectors.joining());
        return "<section><h2>What the plans foretold</h2><p>" + foretold.secondsWithin30Percent() + " of "
                + foretold.plans() + " foretold the seconds within 30 %, " + foretold.downtimeWithinFactor2()
                + " the downtime within a factor of 2.</p>"
                + (misses.isEmpty() ? "" : "<p>The misses:</p><ul>" + misses + "</ul>")
                + "</section>";
    }

    private static String notes() {
        return "<section class='dim'><h2>How it was measured</h2><p>Each move by virsh is followed by the same move back by "
                + "Godwit; ratios are of such pairs. <b>Freeze</b> is the longest time between two changes of the client's "
                + "picture, from half a second before to two seconds after, less the longest at standstill. Seconds are of "
                + "whole commands; Godwit's contain its checks, its proof that the file that QEMU writes is the file that "
                + "the export shows, and the removal of the old image, of which virsh does nothing.</p></section>";
    }
}
