package io.godwit.adapter.cli.view;

import io.godwit.model.Bytes;
import io.godwit.report.CheckState;
import io.godwit.report.PlanState;
import io.godwit.report.Report;
import java.util.ArrayList;
import java.util.List;

/** A plan or a refusal for people: first what says no, then what will happen, then what was looked at. */
public record PlanText(boolean unicode) {
    public List<String> lines(PlanState plan) {
        List<String> lines = new ArrayList<>();
        if (plan.refused()) {
            lines.add("Refused: nothing has changed.");
            lines.add("");
            lines.addAll(checks(plan.checks()));
            return lines;
        }
        lines.add(ReportText.kind(plan.kind().orElse("")) + " of " + Terminal.plain(plan.vm())
                + plan.mode().map(mode -> ", " + mode).orElse(""));
        lines.add("");
        lines.add("Steps");
        int number = 1;
        for (PlanState.Stage step : plan.steps()) {
            lines.add(String.format("  %2d  %s", number++, Terminal.plain(step.title())));
        }
        lines.add("");
        plan.prediction().ifPresent(prediction -> lines.addAll(prediction(prediction)));
        lines.add("");
        lines.addAll(checks(plan.checks()));
        return lines;
    }

    private static List<String> prediction(Report.Predicted prediction) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected");
        lines.add("      about " + Math.max(1, (long) prediction.seconds()) + " s, memory "
                + new Bytes(prediction.memoryBytes()) + ", disk " + new Bytes(prediction.diskBytes()) + ", downtime "
                + prediction.downtimeMillis() + " ms, freeze " + prediction.freezeMillis() + " ms");
        prediction.reasons().forEach(reason -> lines.add("      " + reason));
        return lines;
    }

    private List<String> checks(List<CheckState> checks) {
        List<String> lines = new ArrayList<>();
        lines.add("Checks");
        for (String severity : List.of("refuses", "warning", "info")) {
            checks.stream().filter(check -> check.severity().equals(severity))
                    .forEach(check -> lines.addAll(check(check)));
        }
        return lines;
    }

    private List<String> check(CheckState check) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format("  %s  %-18s %s: %s", mark(check.severity()), check.id(), Terminal.plain(check.subject()),
                        Terminal.plain(check.evidence())));
        if (!check.remedy().isEmpty()) {
            lines.add("                        try: " + Terminal.plain(check.remedy()));
        }
        return lines;
    }

    private String mark(String severity) {
        return switch (severity) {
            case "info" -> unicode ? "✓" : "+";
            case "warning" -> "!";
            case String _ -> unicode ? "✗" : "x";
        };
    }
}
