package io.godwit.adapter.web;

import io.godwit.model.GodwitException;
import io.godwit.report.CheckState;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** An error as clients get it (RFC 9457). Never a stack trace, never a class name. */
record Problem(String type, String title, int status, String code, String detail, String remedy,
        Optional<List<CheckState>> checks) {

    static Problem of(int status, String code, String detail, String remedy) {
        return new Problem("about:blank", HttpStatus.getMessage(status), status, code, detail, remedy,
                Optional.empty());
    }

    static Problem of(GodwitException problem) {
        return switch (problem) {
            case GodwitException.Misuse e -> of(400, "usage", e.truth(), e.remedy());
            case GodwitException.NotFound e -> of(404, "not-found", e.truth(), e.remedy());
            case GodwitException.NotAllowed e -> of(403, "not-allowed", e.truth(), e.remedy());
            case GodwitException.Refused e -> of(409, "refused", e.truth(), e.remedy());
            case GodwitException.Cancelled e -> of(409, "cancelled", e.truth(), e.remedy());
            case GodwitException.NeedsPerson e -> of(409, "needs-person", e.truth(), e.remedy());
            case GodwitException.Unreachable e -> of(503, "unavailable", e.truth(), e.remedy());
            case GodwitException.Stuck e -> of(503, "unavailable", e.truth(), e.remedy());
            case GodwitException.Failed e -> of(500, "failed", e.truth(), e.remedy());
        };
    }

    Problem with(List<CheckState> reasons) {
        return new Problem(type, title, status, code, detail, remedy, Optional.of(reasons));
    }
}
