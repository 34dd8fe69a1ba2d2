package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.MigrationRecord;
import io.godwit.picture.PngPicture;
import io.godwit.port.Journal;
import io.godwit.report.HtmlReport;
import io.godwit.report.Report;
import io.godwit.report.Story;
import io.godwit.report.Svg;
import io.godwit.report.TimeLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a migration came to, in the form that is asked for. */
record ReportRoutes(Journal journal) {
    private static final String OWN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

    List<Route> routes() {
        return List.of(Route.of("GET", "/api/v1/migrations/{id}/report", "report", Role.VIEWER, this::report),
                Route.of("GET", "/api/v1/migrations/{id}/story", "story", Role.VIEWER,
                        call -> call.answer(story(MigrationRoutes.find(journal, call)))));
    }

    private Story story(MigrationRecord migration) {
        List<Felt> felts = journal.felts(migration.id());
        List<Mark> marks = journal.marks(migration.id());
        return new Story(Report.of(migration, journal.steps(migration.id()), journal.measured(migration.id()), felts,
                marks, Optional.empty()), journal.samples(migration.id(), Instant.EPOCH), felts, marks);
    }

    private void report(Call call) {
        Story story = story(MigrationRoutes.find(journal, call));
        String accept = call.header("Accept").orElse("*/*");
        if (accept.contains("text/html")) {
            call.context().header("Content-Security-Policy", OWN_PAGE).contentType("text/html; charset=utf-8")
                    .result(html(story));
        } else if (accept.contains("image/svg+xml")) {
            call.context().header("Content-Security-Policy", OWN_PAGE).contentType("image/svg+xml")
                    .result(Svg.file(TimeLine.draw(story)));
        } else if (accept.contains("image/png")) {
            call.context().contentType("image/png").result(PngPicture.of(TimeLine.draw(story)));
        } else if (accept.contains("application/json") || accept.contains("*/*")) {
            call.answer(story.report());
        } else {
            throw Denied.of(406, "not-acceptable", "there is no report as " + accept,
                    "application/json, text/html, image/svg+xml or image/png");
        }
    }

    private static String html(Story story) {
        Report report = story.report();
        String title = report.kind() + " migration";
        return HtmlReport.page(report.vm() + " " + report.id(), title,
                List.of(new HtmlReport.Entry(title, story, List.of(), List.of())));
    }
}
