package io.godwit.adapter.cli.remote;

import io.godwit.journal.Outcome;
import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.MigrationId;
import io.godwit.report.Listing;
import io.godwit.report.MigrationSummary;
import io.godwit.report.PlanState;
import io.godwit.report.SampleState;
import io.godwit.report.StepState;
import io.godwit.report.Story;
import io.godwit.request.MigrationRequest;
import io.godwit.request.RequestForm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A cluster as a server shows it, in the words that the commands print. */
public final class RemoteCluster {
    private static final String MIGRATIONS = "/api/v1/migrations";
    private static final int PAGE = 1000;
    private final Server server;

    private RemoteCluster(Server server) {
        this.server = server;
    }

    /**
     * The server at a URL.
     *
     * @throws Misuse where it is no URL of HTTP
     */
    public static RemoteCluster at(String url, Optional<String> token) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw noServer(url);
        }
        if (address.getHost() == null || !List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw noServer(url);
        }
        return new RemoteCluster(new Server(address, token));
    }

    private static Misuse noServer(String url) {
        return new Misuse("'" + url + "' is no server's address", "--server http://127.0.0.1:8080");
    }

    /**
     * Hypervisors, nas, vms or disks.
     *
     * @param columns the keys of the narrow table
     */
    public Listing list(String kind, List<String> columns) {
        return Listing.ofDocuments(columns, pages("/api/v1/" + kind).stream().map(RemoteCluster::row).toList());
    }

    public Listing migrations() {
        return Listing.migrations(pages(MIGRATIONS).stream()
                .map(item -> new Listing.Entry(server.read(item, MigrationSummary.class), false)).toList());
    }

    private List<JsonNode> pages(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = server.get(path + "?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + encoded(after)));
            page.path("items").forEach(items::add);
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return items;
    }

    private static Map<String, Object> row(JsonNode item) {
        Map<String, Object> row = new LinkedHashMap<>();
        item.properties().forEach(field -> {
            JsonNode value = field.getValue();
            row.put(field.getKey(), value.isNumber()
                    ? value.numberValue()
                    : value.isBoolean() ? (Object) value.booleanValue() : value.asString());
        });
        return row;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The server's API has no takeovers: one that was left out in silence would be another migration than was asked for. */
    private static RequestForm form(MigrationRequest request) {
        if (request.takeover().isPresent()) {
            throw new Misuse("a server does not move exports", "leave --server and GODWIT_SERVER out");
        }
        return RequestForm.of(request);
    }

    public PlanState plan(MigrationRequest request) {
        return server.read(server.post("/api/v1/plans", form(request), Map.of()), PlanState.class);
    }

    /** Begins a migration; a request that was sent twice begins it once. */
    public MigrationId begin(MigrationRequest request) {
        JsonNode begun = server.post(MIGRATIONS, form(request),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        return new MigrationId(begun.path("id").asString());
    }

    public void cancel(MigrationId id) {
        var _ = server.post(MIGRATIONS + "/" + id + "/cancel", Map.of(), Map.of());
    }

    public Story story(MigrationId id) {
        return server.get(MIGRATIONS + "/" + id + "/story", Story.class);
    }

    /** How far a migration is. */
    public record Progress(Outcome outcome, String reason, List<StepState> steps) {}

    public Progress progress(MigrationId id) {
        JsonNode now = server.get(MIGRATIONS + "/" + id);
        List<StepState> steps = new ArrayList<>();
        now.path("steps").forEach(step -> steps.add(server.read(step, StepState.class)));
        return new Progress(Outcome.of(now.path("outcome").asString("")).orElseThrow(
                () -> new Misuse("the server knows outcomes that this program does not", "use the newer godwit")),
                now.path("reason").asString(""), steps);
    }

    /** The samples behind a number of them. */
    public List<Sample> samples(MigrationId id, int after) {
        List<Sample> samples = new ArrayList<>();
        server.get(MIGRATIONS + "/" + id + "/samples?after=" + after)
                .forEach(item -> samples.add(sample(server.read(item, SampleState.class))));
        return samples;
    }

    private static Sample sample(SampleState state) {
        return new Sample(Instant.ofEpochMilli(state.atMillis()), state.step(), state.phase(),
                new Bytes(state.bytesDone()), new Bytes(state.bytesTotal()), new Bytes(state.bytesPerSecond()),
                new Bytes(state.dirtyBytesPerSecond()), state.iteration());
    }
}
