package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.adapter.web.Call.Page;
import io.godwit.journal.Felt;
import io.godwit.journal.MigrationQuery;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Sample;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.MigrationId;
import io.godwit.port.Journal;
import io.godwit.report.MigrationState;
import io.godwit.report.MigrationSummary;
import io.godwit.report.SampleState;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Migrations that were begun: lists, one of them, its samples, its end. */
record MigrationRoutes(Backend backend) {
    private static final int MOST_GAPS = 1000;

    List<Route> routes() {
        String one = "/api/v1/migrations/{id}";
        return List.of(Route.of("GET", "/api/v1/migrations", "migrations", Role.VIEWER, this::list),
                Route.of("GET", one, "migration", Role.VIEWER, this::migration),
                Route.of("GET", one + "/samples", "samples", Role.VIEWER, this::samples),
                Route.of("POST", one + "/cancel", "cancel", Role.OPERATOR, this::cancel),
                Route.of("POST", one + "/felt", "felt", Role.OPERATOR, this::felt));
    }

    static MigrationRecord find(Journal journal, Call call) {
        MigrationId id = new MigrationId(call.path("id"));
        return journal.migration(id)
                .orElseThrow(() -> new NotFound("there is no migration " + id, "godwit get migrations"));
    }

    private void list(Call call) {
        int limit = Math.max(1, call.limit());
        Set<Outcome> outcomes = call.query("outcome").map(MigrationRoutes::outcomes).orElse(Set.of());
        List<MigrationRecord> found = backend.reading().migrations(new MigrationQuery(call.query("vm"), outcomes,
                call.query("after").map(MigrationId::new), limit + 1));
        List<MigrationSummary> page = found.stream().limit(limit).map(this::summary).toList();
        call.answer(new Page<>(page,
                found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty()));
    }

    private static Set<Outcome> outcomes(String text) {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (String word : text.split(",", -1)) {
            if (word.equals("open")) {
                outcomes.addAll(Arrays.stream(Outcome.values()).filter(Outcome::open).toList());
            } else {
                outcomes.add(Outcome.of(word).orElseThrow(() -> new Misuse("there is no outcome " + word,
                        "open, running, going-back, done, failed, cancelled, needs-person")));
            }
        }
        return outcomes;
    }

    private MigrationSummary summary(MigrationRecord migration) {
        return MigrationSummary.of(migration, backend.reading().measured(migration.id()),
                backend.reading().felts(migration.id()));
    }

    private void migration(Call call) {
        Journal journal = backend.reading();
        MigrationRecord migration = find(journal, call);
        List<Sample> samples = journal.samples(migration.id(), Instant.EPOCH);
        call.answer(MigrationState.of(migration, journal.steps(migration.id()), journal.measured(migration.id()),
                journal.felts(migration.id()), journal.marks(migration.id()), samples.reversed().stream().findFirst()));
    }

    private void samples(Call call) {
        List<Sample> samples = backend.reading().samples(find(backend.reading(), call).id(), Instant.EPOCH);
        int after = call.query("after").map(text -> Call.number("after", text, Integer.MAX_VALUE)).orElse(0);
        call.answer(IntStream.range(Math.min(after, samples.size()), samples.size())
                .mapToObj(i -> SampleState.of(i + 1L, samples.get(i))).toList());
    }

    private void cancel(Call call) {
        MigrationRecord migration = backend.session().migrations().cancel(new MigrationId(call.path("id")));
        backend.watch().nudge();
        call.context().header("Location", "/api/v1/migrations/" + migration.id());
        call.answer(202, new PlanRoutes.Begun(migration.id().value()));
    }

    private record Gap(long atMillis, double millis) {}

    private record FeltForm(double standstillGapMillis, double longestGapMillis, @Nullable List<Gap> gaps) {}

    /** What a page saw: its word, so that it is kept as a browser's. */
    private void felt(Call call) {
        MigrationRecord migration = find(backend.reading(), call);
        FeltForm form = call.body(FeltForm.class);
        List<Gap> gaps = form.gaps() == null ? List.of() : form.gaps();
        boolean sound = gaps.size() <= MOST_GAPS && sound(form.standstillGapMillis()) && sound(form.longestGapMillis())
                && gaps.stream().allMatch(gap -> gap != null && sound(gap.millis()) && gap.atMillis() > 0
                        && gap.atMillis() < backend.clock().instant().plusSeconds(3600).toEpochMilli());
        if (!sound) {
            throw new Misuse("these gaps cannot be", "milliseconds from 0, " + MOST_GAPS + " gaps at most");
        }
        List<Felt.Stretch> stretches = gaps.stream()
                .map(gap -> new Felt.Stretch(Instant.ofEpochMilli(gap.atMillis()), gap.millis())).toList();
        double above = gaps.stream().mapToDouble(Gap::millis).filter(millis -> millis > 100).sum();
        backend.session().journal().felt(migration.id(),
                new Felt(Felt.BROWSER, form.longestGapMillis(), form.standstillGapMillis(),
                        (int) gaps.stream().filter(gap -> gap.millis() > 100).count(), above, 0, 0, 0, stretches));
        call.context().status(204);
    }

    private static boolean sound(double millis) {
        return millis >= 0 && millis < 86_400_000;
    }
}
