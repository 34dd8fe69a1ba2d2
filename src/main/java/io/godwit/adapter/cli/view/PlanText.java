package io.godwit.adapter.cli.view;

import io.godwit.plan.Check;
import io.godwit.plan.Planning;
import io.godwit.plan.Prediction;
import io.godwit.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** A plan or a refusal for people: first what says no, then what will happen, then what was looked at. */
public record PlanText(boolean unicode) {
    public List<String> lines(Planning planning) {
        return switch (planning) {
            case Planning.Plan plan -> plan(plan);
            case Planning.Refusal refusal -> refusal(refusal);
        };
    }

    private List<String> plan(Planning.Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(ReportText.kind(plan.kind().label()) + " of " + Terminal.plain(plan.request().vm())
                + plan.mode().map(mode -> ", " + mode.label()).orElse(""));
        lines.add("");
        lines.add("Steps");
        int number = 1;
        for (Step step : plan.steps()) {
            lines.add(String.format("  %2d  %s", number++, Terminal.plain(step.title())));
        }
        lines.add("");
        lines.addAll(prediction(plan.prediction()));
        lines.add("");
        lines.addAll(checks(plan.checks()));
        return lines;
    }

    private List<String> refusal(Planning.Refusal refusal) {
        List<String> lines = new ArrayList<>();
        lines.add("Refused: nothing has changed.");
        lines.add("");
        lines.addAll(checks(refusal.checks()));
        return lines;
    }

    private static List<String> prediction(Prediction prediction) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected");
        lines.add("      about " + Math.max(1, prediction.duration().toSeconds()) + " s, memory " + prediction.memory()
                + ", disk " + prediction.disk() + ", downtime " + prediction.downtime().toMillis() + " ms, freeze "
                + prediction.freeze().toMillis() + " ms");
        prediction.reasons().forEach(reason -> lines.add("      " + reason));
        return lines;
    }

    private List<String> checks(List<Check> checks) {
        List<String> lines = new ArrayList<>();
        lines.add("Checks");
        for (Check.Verdict verdict : List.of(Check.Verdict.REFUSED, Check.Verdict.WARNING, Check.Verdict.PASSED)) {
            checks.stream().filter(check -> check.verdict() == verdict).forEach(check -> lines.addAll(check(check)));
        }
        return lines;
    }

    private List<String> check(Check check) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format("  %s  %-18s %s: %s", mark(check.verdict()), check.id(), Terminal.plain(check.subject()),
                        Terminal.plain(check.evidence())));
        if (!check.remedy().isEmpty()) {
            lines.add("                        try: " + Terminal.plain(check.remedy()));
        }
        return lines;
    }

    private String mark(Check.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> unicode ? "✓" : "+";
            case WARNING -> "!";
            case REFUSED -> unicode ? "✗" : "x";
        };
    }
}
