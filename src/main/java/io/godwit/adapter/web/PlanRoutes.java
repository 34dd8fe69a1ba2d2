package io.godwit.adapter.web;

import io.godwit.access.Accounts.Remembered;
import io.godwit.access.Role;
import io.godwit.access.Secret;
import io.godwit.execute.Migrations;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.plan.Check;
import io.godwit.plan.Planning;
import io.godwit.report.CheckState;
import io.godwit.report.PlanState;
import io.godwit.request.MigrationRequest;
import io.godwit.request.RequestForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Plans, and migrations that begin. */
final class PlanRoutes {
    private static final int LONGEST_KEY = 200;
    private final Backend backend;
    private final WebJson json;
    /** So that two requests with one key at the same moment begin one migration. */
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    PlanRoutes(Backend backend, WebJson json) {
        this.backend = backend;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/api/v1/plans", "plan", Role.OPERATOR, this::plan),
                Route.of("POST", "/api/v1/migrations", "migrate", Role.OPERATOR, this::migrate));
    }

    private Migrations migrations() {
        return backend.session().migrations();
    }

    private void plan(Call call) {
        MigrationRequest request = request(call);
        call.answer(PlanState.of(
                backend.threads().call(() -> migrations().plan(migrations().nextId(), request))));
    }

    private static MigrationRequest request(Call call) {
        MigrationRequest request = call.body(RequestForm.class).request();
        call.about(request.vm());
        return request;
    }

    /** The answer to a request that began a migration. */
    record Begun(String id) {}

    private void migrate(Call call) {
        MigrationRequest request = request(call);
        Optional<String> key = call.header("Idempotency-Key").filter(text -> !text.isBlank());
        if (key.filter(text -> text.length() > LONGEST_KEY).isPresent()) {
            throw Denied.of(400, "usage", "the Idempotency-Key is longer than " + LONGEST_KEY, "send a UUID");
        }
        String id = key.isEmpty()
                ? begin(migrations().nextId(), request).value()
                : once(call.who().user(), key.get(), request);
        call.about(request.vm() + " " + id);
        call.context().header("Location", "/api/v1/migrations/" + id);
        call.answer(202, new Begun(id));
    }

    private String once(String user, String key, MigrationRequest request) {
        String name = user + " " + key;
        synchronized (locks.computeIfAbsent(name, _ -> new Object())) {
            try {
                String body = new Secret(json.write(RequestForm.of(request))).hash();
                Remembered kept = backend.accounts().remember(user, key,
                        new Remembered(body, migrations().nextId().value()), backend.clock().instant());
                if (!kept.body().equals(body)) {
                    throw new Refused("this Idempotency-Key stands for another request",
                            "send a new key; the first one began " + kept.migration());
                }
                MigrationId id = new MigrationId(kept.migration());
                return backend.reading().migration(id).map(MigrationRecord::id).orElseGet(() -> begin(id, request))
                        .value();
            } finally {
                locks.remove(name);
            }
        }
    }

    private MigrationId begin(MigrationId id, MigrationRequest request) {
        return backend.threads().call(() -> switch (migrations().plan(id, request)) {
            case Planning.Refusal refusal -> throw refused(refusal);
            case Planning.Plan plan -> {
                MigrationRecord migration = migrations().open(id, plan);
                backend.underway().begin(migration);
                yield migration.id();
            }
        });
    }

    private static Denied refused(Planning.Refusal refusal) {
        String why = refusal.reasons().stream().map(Check::evidence).collect(Collectors.joining("; "));
        String remedy = refusal.reasons().stream().map(Check::remedy).filter(text -> !text.isEmpty()).findFirst()
                .orElse("see the checks");
        return Denied.of(Problem.of(409, "refused", why, remedy)
                .with(refusal.checks().stream().map(CheckState::of).toList()));
    }
}
