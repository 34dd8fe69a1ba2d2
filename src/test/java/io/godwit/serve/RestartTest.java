package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.access.Role;
import io.godwit.simulation.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's end in the middle of a migration. */
class RestartTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    private static String migrate(TestServer server) {
        return server.as(Role.OPERATOR)
                .post("/api/v1/migrations", "{\"vm\":\"vm1\",\"to\":\"vnode3\",\"disksTo\":\"nas1\"}").json().path("id")
                .asString();
    }

    private static void awaitStep(TestServer server, String id, String label) {
        await().atMost(LONG).until(() -> server.as(Role.VIEWER).get("/api/v1/migrations/" + id).json().path("steps")
                .valueStream().anyMatch(step -> step.path("label").asString().equals(label)
                        && step.path("state").asString().equals("begun")));
    }

    @Test
    void theNextServerGoesOnWithWhatAKilledOneLeftAndSessionsAndPagesGoOnToo(@TempDir Path state) {
        Fleet fleet = new Fleet(1, 1, 0.5);
        TestServer first = TestServer.on(state, fleet);
        Client ada = first.anyone().signedIn("ada", TestServer.PASSWORD);
        String lastSeen = first.as(Role.VIEWER).get("/api/v1/scene").json().path("lastEventId").asString();
        String id = migrate(first);
        awaitStep(first, id, "mirror vda");
        first.kill();
        OneProcess process = first.process.next();
        try (TestServer second = TestServer.on(state, fleet, process, Optional.empty());
                EventStream page = EventStream.of(
                        new Client(second.serving.address(), ada.headers()).ownOrigin(), Optional.of(lastSeen))) {
            await().atMost(LONG).until(() -> page.received().stream().anyMatch(event -> event.kind().equals("resync")));
            await().atMost(LONG).until(() -> second.as(Role.VIEWER).get("/api/v1/migrations/" + id).json()
                    .path("outcome").asString().equals("done"));
            await().atMost(LONG).until(() -> page.outcomes(id).contains("done"));
            assertThat(second.as(Role.VIEWER).get("/api/v1/vms").body()).contains("\"vnode3\"");
        }
    }

    @Test
    void aServerThatIsAskedToEndHandsItsMigrationsOver(@TempDir Path state) {
        Fleet fleet = new Fleet(1, 1, 0.5);
        TestServer server = TestServer.on(state, fleet);
        String id = migrate(server);
        awaitStep(server, id, "mirror vda");
        server.close();
        assertThat(server.process.handedOver).map(handed -> handed.value()).containsExactly(id);
        server.process.dies();
    }
}
