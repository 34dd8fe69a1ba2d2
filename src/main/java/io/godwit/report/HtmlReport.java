package io.godwit.report;

import io.godwit.model.Bytes;
import io.godwit.report.Report.StepLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports as one page that needs nothing but itself: no script, no font, no picture from elsewhere. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * One migration with what is drawn of it.
     *
     * @param before the scene as text; empty lines where it was not drawn
     */
    public record Entry(String title, Story story, List<String> before, List<String> after) {
        public Entry {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        public Report report() {
            return story.report();
        }
    }

    public static String page(String title, String subtitle, List<Entry> entries) {
        return Page.of(title, subtitle, summary(entries)
                + entries.stream().map(HtmlReport::section).collect(Collectors.joining()) + notes());
    }

    private static String summary(List<Entry> entries) {
        String rows = entries.stream().map(entry -> {
            Report report = entry.report();
            return "<tr><td>" + Page.text(entry.title()) + "</td><td class='"
                    + (report.result().equals("done") ? "good" : "bad")
                    + "'>" + Page.text(report.result()) + "</td>" + Page.number(seconds(report.seconds()))
                    + Page.number(new Bytes(report.bytes().memory()).toString())
                    + Page.number(new Bytes(report.bytes().disk()).toString())
                    + Page.number(millis(report.downtimeMillis()))
                    + Page.number(millis(report.freezeMillis())) + Page.number(millis(report.longestGapMillis()))
                    + Page.number(millis(report.standstillGapMillis())) + "</tr>";
        }).collect(Collectors.joining());
        return "<section><h2>In short</h2><table><thead><tr><th>migration</th><th>result</th><th class='n'>time</th>"
                + "<th class='n'>memory</th><th class='n'>disk</th><th class='n'>downtime</th><th class='n'>freeze</th><th class='n'>longest gap</th>"
                + "<th class='n'>at standstill</th></tr></thead><tbody>" + rows + "</tbody></table></section>";
    }

    private static String section(Entry entry) {
        Report report = entry.report();
        return "<section><h2>" + Page.text(entry.title()) + "</h2><p class='dim'>" + Page.text(report.id()) + ", "
                + Page.text(report.kind()) + report.mode().map(mode -> ", " + Page.text(mode)).orElse("")
                + ", verified: "
                + (report.verified() ? "yes" : "no")
                + (report.reason().isEmpty() ? "" : ", " + Page.text(report.reason()))
                + "</p>" + drawing("Before", entry.before()) + drawing("After", entry.after())
                + Svg.of(TimeLine.draw(entry.story())) + foretold(report)
                + steps(report.steps()) + checks(report) + versions(report) + "</section>";
    }

    private static String drawing(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : "<p class='dim'>" + title + "</p><pre>" + Page.text(String.join("\n", lines)) + "</pre>";
    }

    /** Predicted beside measured. */
    private static String foretold(Report report) {
        Report.Predicted expected = report.predicted();
        return "<table><thead><tr><th></th><th class='n'>time</th><th class='n'>downtime</th><th class='n'>freeze</th>"
                + "</tr></thead><tbody><tr><td>foretold</td>" + Page.number(seconds(Optional.of(expected.seconds())))
                + Page.number(millis(Optional.of(expected.downtimeMillis())))
                + Page.number(millis(Optional.of(expected.freezeMillis()))) + "</tr><tr><td>measured</td>"
                + Page.number(seconds(report.seconds())) + Page.number(millis(report.downtimeMillis()))
                + Page.number(millis(report.freezeMillis())) + "</tr></tbody></table><p class='dim'>"
                + Page.text(String.join("; ", expected.reasons())) + "</p>";
    }

    private static String steps(List<StepLine> steps) {
        String rows = steps.stream()
                .map(step -> "<tr><td>" + Page.text(step.state()) + "</td>" + Page.number(seconds(step.seconds()))
                        + "<td>" + Page.text(step.title()) + "<br><span class='dim'>" + Page.text(step.detail())
                        + "</span></td></tr>")
                .collect(Collectors.joining());
        return "<details><summary>Steps</summary><table><tbody>" + rows + "</tbody></table></details>";
    }

    private static String checks(Report report) {
        String rows = report.checks().stream().map(check -> "<tr><td>" + Page.text(check.verdict()) + "</td><td>"
                + Page.text(check.id()) + "</td><td>" + Page.text(check.subject()) + ": " + Page.text(check.evidence())
                + "</td></tr>")
                .collect(Collectors.joining());
        return "<details><summary>Checks before it began (" + report.checks().size() + ")</summary><table><tbody>"
                + rows
                + "</tbody></table></details>";
    }

    private static String versions(Report report) {
        return report.versions().map(versions -> "<p class='dim'>" + Page.text(versions.machine()) + "; libvirt "
                + Page.text(versions.libvirt()) + ", QEMU " + Page.text(versions.qemu()) + ", "
                + Page.text(versions.emulation())
                + "</p>")
                .orElse("");
    }

    private static String notes() {
        return "<section class='dim'><h2>What the numbers are, and are not</h2><p><b>Downtime</b> is how long the vCPUs "
                + "stood still, as libvirt reports it on the target; it does not cover the network, RDP or what copying "
                + "takes from the desktop. <b>Longest gap</b> is the longest time between two changes of the client's "
                + "picture, from half a second before the migration to two seconds after it, sampled every 3 ms from the "
                + "memory of a real RDP client's screen; it covers all of that, and neither sound nor input. <b>At "
                + "standstill</b> is the same picture with nothing moving: the floor. <b>Freeze</b> is what the longest gap has "
                + "over it. <b>vCPUs</b> in the time line are QEMU's own stamps of STOP and RESUME; where the two hosts' clocks "
                + "differ, so does its length. <b>Memory</b> is what QEMU processed, "
                + "zero pages included.</p></section>";
    }

    private static String seconds(Optional<Double> seconds) {
        return seconds.map(value -> String.format(Locale.ROOT, "%.2f s", value)).orElse("–");
    }

    private static String millis(Optional<Long> millis) {
        return millis.map(value -> value + " ms").orElse("–");
    }
}
