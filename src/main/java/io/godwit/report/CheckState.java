package io.godwit.report;

import io.godwit.plan.Check;

/**
 * A check as the API has it (openapi.yaml).
 *
 * @param severity info where it passed, warning, refuses
 */
public record CheckState(String id, String subject, String severity, boolean passed, String evidence, String remedy) {
    /** As reports have it: passed, warning or refused. */
    public String verdict() {
        return switch (severity) {
            case "info" -> "passed";
            case "refuses" -> "refused";
            case String other -> other;
        };
    }

    public static CheckState of(Check check) {
        return new CheckState(check.id(), check.subject(), switch (check.verdict()) {
            case PASSED -> "info";
            case WARNING -> "warning";
            case REFUSED -> "refuses";
        }, check.verdict() == Check.Verdict.PASSED, check.evidence(), check.remedy());
    }
}
