package io.godwit.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that watches, on a virtual thread of its own. */
final class EventStream implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final InputStream in;
    private final Consumer<Received> heard;

    /**
     * An event as it came.
     *
     * @param atNanos by System.nanoTime
     */
    record Received(String id, String kind, JsonNode data, long atNanos) {}

    private EventStream(InputStream in, Consumer<Received> heard) {
        this.in = in;
        this.heard = heard;
    }

    static EventStream of(Client client, Optional<String> lastEventId) {
        EventStream stream = new EventStream(lastEventId.map(id -> client.with("Last-Event-ID", id)).orElse(client)
                .with("Accept", "text/event-stream").stream("/api/v1/events").body(), _ -> {});
        Thread.ofVirtual().start(stream::read);
        return stream;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String id = "";
            String kind = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    Received event = new Received(id, kind, JSON.readTree(line.substring(6)), System.nanoTime());
                    received.add(event);
                    heard.accept(event);
                }
            }
        } catch (IOException ended) {
            return;
        }
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    Stream<Received> of(String kind) {
        return received.stream().filter(event -> event.kind().equals(kind));
    }

    List<String> outcomes(String migration) {
        return of("migration").filter(event -> event.data().path("id").asString().equals(migration))
                .map(event -> event.data().path("outcome").asString()).toList();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException gone) {
            return;
        }
    }
}
