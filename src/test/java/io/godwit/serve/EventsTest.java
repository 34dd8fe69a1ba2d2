package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.access.Role;
import io.godwit.serve.EventStream.Received;
import io.godwit.simulation.Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watching clients get. */
class EventsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private TestServer server;
    private Fleet fleet;

    @BeforeEach
    void up(@TempDir Path state) {
        fleet = new Fleet(6, 1, 1);
        server = TestServer.on(state, fleet);
    }

    @AfterEach
    void down() {
        server.close();
    }

    private String migrate(int vm, String what) {
        Client.Answer answer = server.as(Role.OPERATOR).post("/api/v1/migrations",
                "{\"vm\":\"vm" + vm + "\"," + what + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.header("Location")).hasValue("/api/v1/migrations/" + answer.json().path("id").asString());
        return answer.json().path("id").asString();
    }

    private void awaitDone(String... ids) {
        for (String id : ids) {
            await().atMost(LONG).until(() -> server.as(Role.VIEWER).get("/api/v1/migrations/" + id).json()
                    .path("outcome").asString().equals("done"));
        }
    }

    private String lastEventId() {
        return server.as(Role.VIEWER).get("/api/v1/scene").json().path("lastEventId").asString();
    }

    @Test
    void aMigrationIsToldFromItsBeginningToItsEnd() {
        try (EventStream stream = EventStream.of(server.as(Role.VIEWER), Optional.of(lastEventId()))) {
            String id = migrate(1, "\"to\":\"vnode3\",\"disksTo\":\"nas1\"");
            await().atMost(LONG).until(() -> stream.outcomes(id).contains("done"));
            assertThat(stream.outcomes(id)).containsExactly("running", "done");
            assertThat(stream.of("step").filter(step -> step.data().path("migration").asString().equals(id))
                    .map(step -> step.data().path("state").asString()).toList()).contains("planned", "begun", "done");
            assertThat(stream.of("sample").count()).isPositive();
            await().atMost(LONG).until(() -> stream.of("scene").anyMatch(change -> change.data().path("movesGone")
                    .toString().contains(id)));
            await().atMost(LONG)
                    .until(() -> stream.of("scene").flatMap(change -> change.data().path("vms").valueStream())
                            .anyMatch(vm -> vm.path("hypervisor").asString().equals("vnode3")));
        }
    }

    @Test
    void whoComesBackWithTheLastEventIdHasMissedNothing() {
        String from = lastEventId();
        try (EventStream whole = EventStream.of(server.as(Role.VIEWER), Optional.of(from))) {
            List<Received> pieces = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            Optional<String> last = Optional.of(from);
            for (int vm = 1; vm <= 4; vm++) {
                ids.add(migrate(vm, "\"to\":\"vnode3\""));
                try (EventStream piece = EventStream.of(server.as(Role.VIEWER), last)) {
                    await().atMost(LONG).until(() -> piece.received().size() > 5);
                    pieces.addAll(piece.received());
                    last = Optional.of(pieces.getLast().id());
                }
            }
            awaitDone(ids.toArray(String[]::new));
            await().atMost(LONG).until(() -> ids.stream().allMatch(id -> whole.outcomes(id).contains("done")));
            try (EventStream rest = EventStream.of(server.as(Role.VIEWER), last)) {
                await().atMost(LONG).until(() -> ids.stream().filter(id -> rest.outcomes(id).contains("done"))
                        .count() + pieces.stream().filter(EventsTest::done).count() >= ids.size());
                pieces.addAll(rest.received());
            }
            List<String> seenOnce = pieces.stream().map(Received::id).toList();
            List<String> all = whole.received().stream().map(Received::id).toList();
            assertThat(seenOnce).doesNotHaveDuplicates().containsSubsequence(all.subList(0, Math.min(all.size(),
                    seenOnce.size())));
            assertThat(seenOnce).hasSizeGreaterThan(40);
            assertThat(pieces).noneMatch(event -> event.kind().equals("resync"));
        }
    }

    private static boolean done(Received event) {
        return event.kind().equals("migration") && event.data().path("outcome").asString().equals("done");
    }

    @Test
    void whoAsksForWhatIsGoneIsToldSo() {
        for (String id : List.of("another-start-17", "nonsense", lastEventId() + "999", "-1", "")) {
            try (EventStream stream = EventStream.of(server.as(Role.VIEWER), Optional.of(id))) {
                if (!id.isEmpty()) {
                    await().atMost(LONG).until(() -> stream.received().stream()
                            .anyMatch(event -> event.kind().equals("resync")));
                }
            }
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws IOException {
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(2048);
            URI address = URI.create(server.serving.address());
            deaf.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            OutputStream out = deaf.getOutputStream();
            out.write(("GET /api/v1/events HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAuthorization: "
                    + server.as(Role.VIEWER).headers().get("Authorization") + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            try (EventStream hearing = EventStream.of(server.as(Role.VIEWER), Optional.of(lastEventId()))) {
                List<String> ids = new ArrayList<>();
                for (int vm = 1; vm <= 6; vm++) {
                    ids.add(migrate(vm, "\"to\":\"vnode3\",\"disksTo\":\"nas1\""));
                }
                await().atMost(LONG)
                        .until(() -> ids.stream().allMatch(id -> hearing.outcomes(id).contains("done")));
            }
        }
    }

    @Test
    void aHostThatHangsHoldsUpNoOtherAndIsShownAsSilent() {
        try (EventStream stream = EventStream.of(server.as(Role.VIEWER), Optional.of(lastEventId()))) {
            var latch = fleet.hang("vnode3");
            await().atMost(Duration.ofSeconds(20)).until(() -> stream.of("scene")
                    .flatMap(change -> change.data().path("hypervisors").valueStream())
                    .anyMatch(host -> host.path("name").asString().equals("vnode3")
                            && !host.path("reachable").asBoolean()));
            fleet.silence("nas1", true);
            await().atMost(Duration.ofSeconds(20)).until(() -> stream.of("scene")
                    .flatMap(change -> change.data().path("nas").valueStream())
                    .anyMatch(host -> host.path("name").asString().equals("nas1")
                            && !host.path("reachable").asBoolean()));
            assertThat(server.as(Role.VIEWER).get("/api/v1/vms").json().path("items").size()).isEqualTo(6);
            latch.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> server.as(Role.VIEWER).get("/api/v1/hypervisors").json()
                    .path("items").valueStream().allMatch(host -> host.path("state").asString().equals("up")));
        }
    }

    @Test
    void theSameKeyBeginsOneMigrationAndAnotherBodyIsRefused() throws InterruptedException {
        Client keyed = server.as(Role.OPERATOR).with("Idempotency-Key", "again and again");
        String body = "{\"vm\":\"vm1\",\"to\":\"vnode3\"}";
        List<Client.Answer> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                Client.Answer answer = keyed.post("/api/v1/migrations", body);
                synchronized (answers) {
                    answers.add(answer);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(8).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(answer -> answer.json().path("id").asString()).distinct()).hasSize(1);
        Client.Answer other = keyed.post("/api/v1/migrations", "{\"vm\":\"vm2\",\"to\":\"vnode3\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("refused");
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations").json().path("items").size()).isEqualTo(1);
        awaitDone(answers.getFirst().json().path("id").asString());
        assertThat(keyed.post("/api/v1/migrations", body).status()).as("after its end").isEqualTo(202);
    }

    @Test
    void aRefusalNamesItsChecksAndChangesNothing() {
        Client.Answer refused = server.as(Role.OPERATOR).post("/api/v1/migrations",
                "{\"vm\":\"vm1\",\"to\":\"vnode2\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.json().path("checks").valueStream().filter(check -> !check.path("passed").asBoolean())
                .map(check -> check.path("id").asString())).contains("target-differs");
        assertThat(
                server.as(Role.OPERATOR).post("/api/v1/migrations", "{\"vm\":\"nobody\",\"to\":\"vnode3\"}").status())
                .isEqualTo(404);
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations").json().path("items").size()).isZero();
    }

    @Test
    void aCancelledMigrationGoesBackAndListsComeInPages() {
        String id = migrate(1, "\"to\":\"vnode3\",\"disksTo\":\"nas1\"");
        assertThat(server.as(Role.OPERATOR).post("/api/v1/migrations/" + id + "/cancel", "").status()).isEqualTo(202);
        await().atMost(LONG)
                .until(() -> !server.as(Role.VIEWER).get("/api/v1/migrations?outcome=open").body().contains(id));
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations/" + id).json().path("outcome").asString())
                .isIn("cancelled", "done");
        String second = migrate(2, "\"to\":\"vnode3\"");
        awaitDone(second);
        // Those of one second come in the order of their ids.
        List<String> newestFirst = Stream.of(id, second).sorted(Comparator.reverseOrder()).toList();
        var first = server.as(Role.VIEWER).get("/api/v1/migrations?limit=1").json();
        assertThat(first.path("items").path(0).path("id").asString()).isEqualTo(newestFirst.getFirst());
        var next = server.as(Role.VIEWER).get("/api/v1/migrations?limit=1&after=" + first.path("next").asString())
                .json();
        assertThat(next.path("items").path(0).path("id").asString()).isEqualTo(newestFirst.getLast());
        assertThat(next.has("next")).isFalse();
        assertThat(server.as(Role.OPERATOR).post("/api/v1/migrations/" + second + "/cancel", "").status())
                .isEqualTo(409);
    }

    @Test
    void whatAPageFeltIsPartOfTheReport() {
        String id = migrate(1, "\"to\":\"vnode3\"");
        awaitDone(id);
        String felt = "{\"standstillGapMillis\":41.5,\"longestGapMillis\":141.5,\"gaps\":[{\"atMillis\":1795545600000,\"millis\":141.5}]}";
        assertThat(server.as(Role.OPERATOR).post("/api/v1/migrations/" + id + "/felt", felt).status()).isEqualTo(204);
        var migration = server.as(Role.VIEWER).get("/api/v1/migrations/" + id).json();
        assertThat(migration.path("freezeMillis").asLong()).isEqualTo(100);
        assertThat(migration.path("felt").path(0).path("probe").asString()).isEqualTo("browser");
        assertThat(server.as(Role.OPERATOR).post("/api/v1/migrations/" + id + "/felt",
                "{\"standstillGapMillis\":-1,\"longestGapMillis\":1e300,\"gaps\":[]}").status()).isEqualTo(400);
        for (Map.Entry<String, String> form : Map.of("text/html", "<!doctype html>", "image/svg+xml", "<svg xmlns",
                "application/json", "\"felt\"").entrySet()) {
            assertThat(server.as(Role.VIEWER).with("Accept", form.getKey()).get("/api/v1/migrations/" + id + "/report")
                    .body()).contains(form.getValue());
        }
    }
}
