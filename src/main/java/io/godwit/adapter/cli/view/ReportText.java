package io.godwit.adapter.cli.view;

import io.godwit.model.Bytes;
import io.godwit.report.Figures;
import io.godwit.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people. */
public final class ReportText {
    private ReportText() {}

    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.id() + "  " + kind(report.kind()) + report.mode().map(mode -> " (" + mode + ")").orElse("")
                + " of " + Terminal.plain(report.vm()) + ": " + report.result());
        if (!report.reason().isEmpty()) {
            lines.add("  why         " + Terminal.plain(report.reason()));
        }
        lines.addAll(figures(report));
        if (!report.before().hypervisor().isEmpty()) {
            lines.add("  hypervisor  " + report.before().hypervisor() + " -> " + report.after().hypervisor());
        }
        report.before().exports().forEach((export, nas) -> lines.add("  " + String.format("%-10s", export) + "  " + nas
                + " -> " + report.after().exports().get(export)));
        report.before().disks().forEach((disk, image) -> lines
                .add("  " + String.format("%-10s", disk) + "  " + image + " -> " + report.after().disks().get(disk)));
        lines.add("");
        report.steps().forEach(step -> lines.add(String.format(Locale.ROOT, "  %-8s %8s  %s%s", step.state(),
                step.seconds().map(seconds -> String.format(Locale.ROOT, "%.2f s", seconds)).orElse(""),
                Terminal.plain(step.title()), step.detail().isEmpty() ? "" : ": " + Terminal.plain(step.detail()))));
        return lines;
    }

    /** In a sentence: a takeover is not called a migration. */
    static String kind(String label) {
        return label.equals("takeover") ? label : label + " migration";
    }

    private static List<String> figures(Report report) {
        if (report.kind().equals("takeover")) {
            return List.of("  time        " + Figures.seconds(report.seconds()) + "  (predicted "
                    + String.format(Locale.ROOT, "%.1f s", report.predicted().seconds()) + ")",
                    "  no server   " + Figures.millis(report.downtimeMillis())
                            + "  (nobody had the export's address; predicted "
                            + report.predicted().downtimeMillis() + " ms)",
                    "  freeze      " + freeze(report), "  verified    " + (report.verified() ? "yes" : "no"));
        }
        return List.of("  time        " + Figures.seconds(report.seconds()) + "  (predicted "
                + String.format(Locale.ROOT, "%.1f s", report.predicted().seconds()) + ")",
                "  bytes       memory " + new Bytes(report.bytes().memory()) + ", disk "
                        + new Bytes(report.bytes().disk()),
                "  downtime    " + Figures.millis(report.downtimeMillis())
                        + "  (libvirt: vCPUs stopped; by QEMU's stamps "
                        + Figures.millis(report.engineDowntimeMillis()) + "; predicted "
                        + report.predicted().downtimeMillis() + " ms)",
                "  freeze      " + freeze(report),
                "  verified    " + (report.verified() ? "yes" : "no"));
    }

    private static String freeze(Report report) {
        String budget = report.freezeBudgetMillis().map(most -> ", budget " + most + " ms").orElse("");
        return report.freezeMillis().isEmpty()
                ? "not measured: no client watched (predicted " + report.predicted().freezeMillis() + " ms" + budget
                        + ")"
                : Figures.millis(report.freezeMillis()) + "  (the picture's longest gap "
                        + Figures.millis(report.longestGapMillis())
                        + ", at standstill " + Figures.millis(report.standstillGapMillis()) + "; predicted "
                        + report.predicted().freezeMillis() + " ms" + budget + ")";
    }
}
