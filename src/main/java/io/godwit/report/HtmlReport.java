package io.godwit.report;

import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import io.godwit.report.Report.StepLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports as one page that needs nothing but itself: no script, no font, no picture from elsewhere. */
public final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1d2733; --dim: #64748b; --line: #d5dce5; --card: #ffffff; --page: #f4f6f9;
                    --accent: #0f766e; --bar: #5eaaa3; --bad: #b91c1c; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --dim: #93a1b5; --line: #334155; --card: #1b2432;
                    --page: #111822; --accent: #5eead4; --bar: #2f8f86; --bad: #f87171; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
            main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
            h1 { font-size: 1.6rem; margin: 8px 0; } h2 { font-size: 1.2rem; margin: 0 0 8px; }
            .dim { color: var(--dim); } .bad { color: var(--bad); } .good { color: var(--accent); }
            section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px; margin: 18px 0;
                    overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            th { color: var(--dim); font-weight: 500; } td.n, th.n { text-align: right; }
            pre { font: 13px/1.25 ui-monospace, monospace; overflow-x: auto; margin: 8px 0; }
            svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
            summary { cursor: pointer; color: var(--accent); margin-top: 12px; }
            """;

    private HtmlReport() {}

    /**
     * One migration with what is drawn of it.
     *
     * @param before the scene as text; empty lines where it was not drawn
     */
    public record Entry(String title, Report report, List<String> before, List<String> after, List<Sample> samples) {
        public Entry {
            before = List.copyOf(before);
            after = List.copyOf(after);
            samples = List.copyOf(samples);
        }
    }

    public static String page(String title, String subtitle, List<Entry> entries) {
        return "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
                + "content='width=device-width, initial-scale=1'><title>" + text(title) + "</title><style>" + STYLE
                + "</style></head><body><main><h1>" + text(title) + "</h1><p class='dim'>" + text(subtitle) + "</p>"
                + summary(entries) + entries.stream().map(HtmlReport::section).collect(Collectors.joining()) + notes()
                + "</main></body></html>\n";
    }

    private static String summary(List<Entry> entries) {
        String rows = entries.stream().map(entry -> {
            Report report = entry.report();
            return "<tr><td>" + text(entry.title()) + "</td><td class='"
                    + (report.result().equals("done") ? "good" : "bad")
                    + "'>" + text(report.result()) + "</td>" + number(seconds(report.seconds()))
                    + number(new Bytes(report.bytes().memory()).toString())
                    + number(new Bytes(report.bytes().disk()).toString()) + number(millis(report.downtimeMillis()))
                    + number(millis(report.longestGapMillis())) + number(millis(report.standstillGapMillis()))
                    + "</tr>";
        }).collect(Collectors.joining());
        return "<section><h2>In short</h2><table><thead><tr><th>migration</th><th>result</th><th class='n'>time</th>"
                + "<th class='n'>memory</th><th class='n'>disk</th><th class='n'>downtime</th><th class='n'>longest gap</th>"
                + "<th class='n'>at standstill</th></tr></thead><tbody>" + rows + "</tbody></table></section>";
    }

    private static String section(Entry entry) {
        Report report = entry.report();
        return "<section><h2>" + text(entry.title()) + "</h2><p class='dim'>" + text(report.id()) + ", "
                + text(report.kind()) + report.mode().map(mode -> ", " + text(mode)).orElse("") + ", verified: "
                + (report.verified() ? "yes" : "no") + (report.reason().isEmpty() ? "" : ", " + text(report.reason()))
                + "</p>" + drawing("Before", entry.before()) + drawing("After", entry.after()) + timeline(entry)
                + steps(report.steps()) + checks(report) + versions(report) + "</section>";
    }

    private static String drawing(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : "<p class='dim'>" + title + "</p><pre>" + text(String.join("\n", lines)) + "</pre>";
    }

    /** Each step as a bar, and below them how far copying was. */
    private static String timeline(Entry entry) {
        double total = Math.max(0.1, entry.report().seconds().orElse(0.1));
        List<StepLine> timed = entry.report().steps().stream().filter(step -> step.seconds().isPresent()).toList();
        StringBuilder svg = new StringBuilder();
        double x = 0;
        int row = 0;
        for (StepLine step : timed) {
            double width = Math.max(2, step.seconds().orElse(0.0) / total * 560);
            int y = 22 * row++;
            svg.append(String.format(Locale.ROOT,
                    "<rect x='%.1f' y='%d' width='%.1f' height='16' rx='3' fill='var(--bar)'/><text x='580' y='%d'>%s</text>",
                    x, y + 3, width, y + 15, text(shortened(step.title()) + "  " + seconds(step.seconds()))));
            x = Math.min(558, x + step.seconds().orElse(0.0) / total * 560);
        }
        int top = 22 * row + 8;
        svg.append(progress(entry, total, top));
        return String.format(Locale.ROOT, "<svg viewBox='0 0 900 %d' role='img' aria-label='time line'>%s</svg>",
                top + 84,
                svg);
    }

    private static String shortened(String title) {
        String first = title.replaceAll("(image )?(nfs:/)?\\S*:?/\\S+", "image");
        return first.length() > 44 ? first.substring(0, 43) + "…" : first;
    }

    private static String progress(Entry entry, double totalSeconds, int top) {
        String points = entry.samples().stream().map(sample -> {
            double at = Duration.between(entry.report().began(), sample.at()).toMillis() / 1000.0;
            return String.format(Locale.ROOT, "%.1f,%.1f", Math.clamp(at / totalSeconds, 0, 1) * 560,
                    top + 60 - sample.percent() * 0.6);
        }).collect(Collectors.joining(" "));
        return String.format(Locale.ROOT,
                "<line x1='0' y1='%d' x2='560' y2='%d' stroke='var(--line)'/><polyline points='%s' fill='none' "
                        + "stroke='var(--accent)' stroke-width='2'/><text x='580' y='%d'>copied of each phase, 0 to 100%%</text>"
                        + "<text x='0' y='%d'>0 s</text><text x='520' y='%d'>%.1f s</text>",
                top + 60, top + 60, points, top + 34, top + 78, top + 78, totalSeconds);
    }

    private static String steps(List<StepLine> steps) {
        String rows = steps.stream()
                .map(step -> "<tr><td>" + text(step.state()) + "</td>" + number(seconds(step.seconds()))
                        + "<td>" + text(step.title()) + "<br><span class='dim'>" + text(step.detail())
                        + "</span></td></tr>")
                .collect(Collectors.joining());
        return "<details><summary>Steps</summary><table><tbody>" + rows + "</tbody></table></details>";
    }

    private static String checks(Report report) {
        String rows = report.checks().stream().map(check -> "<tr><td>" + text(check.verdict()) + "</td><td>"
                + text(check.id()) + "</td><td>" + text(check.subject()) + ": " + text(check.evidence()) + "</td></tr>")
                .collect(Collectors.joining());
        return "<details><summary>Checks before it began (" + report.checks().size() + ")</summary><table><tbody>"
                + rows
                + "</tbody></table></details>";
    }

    private static String versions(Report report) {
        return report.versions().map(versions -> "<p class='dim'>" + text(versions.machine()) + "; libvirt "
                + text(versions.libvirt()) + ", QEMU " + text(versions.qemu()) + ", " + text(versions.emulation())
                + "</p>")
                .orElse("");
    }

    private static String notes() {
        return "<section class='dim'><h2>What the numbers are, and are not</h2><p><b>Downtime</b> is how long the vCPUs "
                + "stood still, as libvirt reports it on the target; it does not cover the network, RDP or what copying "
                + "takes from the desktop. <b>Longest gap</b> is the longest time between two changes of the client's "
                + "picture, from half a second before the migration to two seconds after it, sampled every 3 ms from the "
                + "memory of a real RDP client's screen; it covers all of that, and neither sound nor input. <b>At "
                + "standstill</b> is the same picture with nothing moving: the floor. <b>Memory</b> is what QEMU processed, "
                + "zero pages included.</p></section>";
    }

    private static String number(String text) {
        return "<td class='n'>" + text(text) + "</td>";
    }

    private static String seconds(Optional<Double> seconds) {
        return seconds.map(value -> String.format(Locale.ROOT, "%.2f s", value)).orElse("–");
    }

    private static String millis(Optional<Long> millis) {
        return millis.map(value -> value + " ms").orElse("–");
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
