package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.watch.Event;
import io.godwit.watch.EventRing;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Server-sent events. Each client has a place in the ring and a virtual thread; one that reads slowly waits in its own write,
 * and finds a resync when it comes back too late. Nobody else waits for it. Who has signed out meanwhile is left alone within
 * seconds.
 *
 * @param known whether the one who asked may still look
 */
record EventRoutes(EventRing ring, Metrics metrics, Predicate<Context> known) {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Events of so long a time go out together. */
    private static final long GATHER_MILLIS = 20;
    private static final int MOST_STREAMS = 1000;

    List<Route> routes() {
        return List.of(Route.of("GET", "/api/v1/events", "events", Role.VIEWER, this::stream));
    }

    private void stream(Call call) throws IOException, InterruptedException {
        if (metrics.streams(1) > MOST_STREAMS) {
            metrics.streams(-1);
            throw Denied.of(503, "unavailable", MOST_STREAMS + " clients watch already", "try again later")
                    .with("Retry-After", "30");
        }
        try {
            Optional<String> lastSeen = call.header("Last-Event-ID").or(() -> call.query("lastEventId"));
            EventRing.Reader reader = ring.reader(lastSeen);
            call.context().disableCompression();
            call.context().contentType("text/event-stream").header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no");
            ServletOutputStream out = call.context().res().getOutputStream();
            write(out, ": godwit\nretry: 1000\n\n");
            long asked = System.nanoTime();
            while (!ring.closed()) {
                send(out, reader.await(HEARTBEAT));
                if (System.nanoTime() - asked > HEARTBEAT.toNanos()) {
                    asked = System.nanoTime();
                    if (!known.test(call.context())) {
                        return;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
            }
        } catch (IOException gone) {
            return;
        } finally {
            metrics.streams(-1);
        }
    }

    private void send(ServletOutputStream out, List<Event> events) throws IOException {
        if (events.isEmpty()) {
            write(out, ": still here\n\n");
            return;
        }
        for (Event event : events) {
            out.write(event.wire());
        }
        out.flush();
        metrics.sent(events.size(), events.getFirst().resync());
    }

    private static void write(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
