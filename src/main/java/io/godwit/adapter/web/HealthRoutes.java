package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.model.GodwitException;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.NasView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether it lives, whether it is ready, what it counts, and its contract. */
record HealthRoutes(Backend backend) {
    List<Route> routes() {
        return List.of(Route.open("GET", "/healthz", "alive", call -> call.context().result("ok\n")),
                Route.open("GET", "/readyz", "ready", this::ready),
                Route.open("GET", "/metrics", "metrics", this::metrics),
                Route.of("GET", "/api/v1/openapi.yaml", "contract", Role.VIEWER, HealthRoutes::contract));
    }

    /** Whether it is ready. */
    record Readiness(boolean ready, long hosts, long reachable, Optional<String> why) {}

    private void ready(Call call) {
        Metrics.Now now = now();
        Optional<String> why = problem();
        call.answer(why.isEmpty() ? 200 : 503, new Readiness(why.isEmpty(), now.hosts(), now.reachable(), why));
    }

    private Optional<String> problem() {
        try {
            var _ = backend.reading().openMigrations();
        } catch (GodwitException broken) {
            return Optional.of("the journal cannot be read");
        }
        return backend.watch().ready() ? Optional.empty() : Optional.of("not every host was looked at yet");
    }

    private Metrics.Now now() {
        Inventory inventory = backend.watch().inventory();
        long hosts = (long) inventory.hypervisors().size() + inventory.exports().size();
        long seen = inventory.hypervisors().stream().filter(HypervisorView.Seen.class::isInstance).count()
                + inventory.exports().stream().filter(NasView.Seen.class::isInstance).count();
        return new Metrics.Now(backend.watch().published().scene().moves().size(), hosts, seen,
                backend.watch().published().scene().vms().size());
    }

    private void metrics(Call call) {
        if (call.identity().isEmpty() && !Visitors.local(call.context())) {
            throw Denied.notSignedIn();
        }
        call.context().contentType("text/plain; version=0.0.4; charset=utf-8").result(backend.metrics().text(now()));
    }

    private static void contract(Call call) throws IOException {
        try (InputStream text = HealthRoutes.class.getResourceAsStream("openapi.yaml")) {
            if (text == null) {
                throw new IOException("openapi.yaml is missing");
            }
            call.context().contentType("application/yaml; charset=utf-8")
                    .result(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
