package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.godwit.access.Role;
import io.godwit.adapter.web.DesktopRelay;
import io.godwit.model.Desktop;
import io.godwit.simulation.Fleet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door to a VM's desktop: by a ticket, once, and only to where the cluster says that it is. */
class DesktopTest {
    private static final String VM1 = Fleet.id(1).toString();
    private final List<String> led = new CopyOnWriteArrayList<>();
    private TestServer server;

    /** A relay that takes each message for a ticket, and says where it leads. */
    private DesktopRelay.Visitor answering(DesktopRelay.Sink back, Function<String, Optional<Desktop>> guests) {
        return new DesktopRelay.Visitor() {
            @Override
            public void arrived(byte[] message) {
                String where = guests.apply(new String(message, StandardCharsets.UTF_8)).map(Desktop::toString)
                        .orElse("nowhere");
                led.add(where);
                try {
                    back.send(where.getBytes(StandardCharsets.UTF_8));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void left() {
                led.add("left");
            }
        };
    }

    @BeforeEach
    void up(@TempDir Path state) {
        server = TestServer.on(state, new Fleet(2, 1, 1), OneProcess.alone(), Optional.of(this::answering));
    }

    @AfterEach
    void down() {
        server.close();
    }

    private String ticket(Client client, String vm) {
        Client.Answer answer = client.post("/api/v1/vms/" + vm + "/rdp-ticket", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("ticket").asString();
    }

    private WebSocket door(Client client, String vm) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        client.headers().forEach(builder::header);
        return builder.buildAsync(URI.create(client.address().replace("http:", "ws:") + "/api/v1/vms/" + vm + "/rdp"),
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                        socket.request(1);
                        return CompletableFuture.completedStage(true);
                    }
                }).join();
    }

    private void show(WebSocket door, String ticket) {
        int before = led.size();
        door.sendBinary(ByteBuffer.wrap(ticket.getBytes(StandardCharsets.UTF_8)), true).join();
        await().until(() -> led.size() > before);
    }

    @Test
    void aTicketLeadsToTheVmsOwnDesktopOnce() {
        Client operator = server.as(Role.OPERATOR);
        String ticket = ticket(operator, VM1);
        WebSocket door = door(operator, VM1);
        show(door, ticket);
        show(door, ticket);
        show(door, "made up");
        assertThat(led).containsExactly("192.0.2.7:3389", "nowhere", "nowhere");
        door.abort();
        await().until(() -> led.contains("left"));
    }

    @Test
    void aTicketIsNoUseToAnotherUserOrAtAnotherDoor() {
        String operators = ticket(server.as(Role.OPERATOR), VM1);
        show(door(server.as(Role.ADMIN), VM1), operators);
        String again = ticket(server.as(Role.OPERATOR), VM1);
        show(door(server.as(Role.OPERATOR), Fleet.id(2).toString()), again);
        assertThat(led).containsExactly("nowhere", "nowhere");
    }

    @Test
    void thereIsNoTicketForWhatTheClusterDoesNotKnow() {
        for (String vm : List.of(Fleet.id(2).toString(), Fleet.id(99).toString(), "192.0.2.9:22", "..%2f..%2fetc",
                "vm1%0d%0aHost:%20evil")) {
            assertThat(server.as(Role.OPERATOR).post("/api/v1/vms/" + vm + "/rdp-ticket", "").status()).as(vm)
                    .isIn(400, 404);
        }
    }

    @Test
    void nobodyComesToTheDoorWithoutLeaveOrFromAnotherSite() {
        for (Client client : List.of(server.anyone(), server.as(Role.VIEWER),
                server.anyone().signedIn("ada", TestServer.PASSWORD),
                server.anyone().signedIn("ada", TestServer.PASSWORD).with("Origin", "http://evil.example"))) {
            assertThatThrownBy(() -> door(client, VM1)).as(client.headers().toString())
                    .isInstanceOf(CompletionException.class);
        }
        WebSocket own = door(server.anyone().signedIn("ada", TestServer.PASSWORD).ownOrigin(), VM1);
        assertThat(own.isOutputClosed()).isFalse();
        own.abort();
        assertThat(server.as(Role.ADMIN).get("/api/v1/audit").body()).contains("\"rdp\"", "\"not-allowed\"");
    }
}
