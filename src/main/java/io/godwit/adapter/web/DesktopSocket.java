package io.godwit.adapter.web;

import io.godwit.access.Identity;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The WebSocket at a VM's door: hands what comes and goes to the relay. Who may come was asked before the upgrade. */
record DesktopSocket(DesktopRelay relay, DesktopRoutes desktops, Map<String, DesktopRelay.Visitor> visitors)
        implements
            Consumer<WsConfig> {
    static final String PATH = "/api/v1/vms/{uuid}/rdp";
    /** What the guard leaves behind for the socket. */
    static final String WHO = "godwit.who";
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration IDLE = Duration.ofMinutes(70);

    static DesktopSocket of(DesktopRelay relay, DesktopRoutes desktops) {
        return new DesktopSocket(relay, desktops, new ConcurrentHashMap<>());
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onBinaryMessage(message -> {
            Optional<DesktopRelay.Visitor> visitor = Optional.ofNullable(visitors.get(message.sessionId()));
            if (visitor.isPresent()) {
                byte[] bytes = new byte[message.data().remaining()];
                message.data().get(bytes);
                visitor.get().arrived(bytes);
            }
        });
        socket.onMessage(text -> text.closeSession(1003, "binary messages only"));
        socket.onClose(this::left);
        socket.onError(this::left);
    }

    private void connected(WsContext context) {
        Identity who = Optional.<Identity>ofNullable(context.attribute(WHO)).orElseThrow();
        UUID vm = DesktopRoutes.uuid(context.pathParam("uuid"));
        Session session = context.session;
        session.setMaxBinaryMessageSize(MOST_BYTES);
        session.setIdleTimeout(IDLE);
        visitors.put(context.sessionId(),
                relay.open(new Back(session), ticket -> desktops.redeem(ticket, who, vm)));
    }

    private void left(WsContext context) {
        Optional.ofNullable(visitors.remove(context.sessionId())).ifPresent(DesktopRelay.Visitor::left);
    }

    /** Waits until a message has been taken, so that a slow browser slows its guest's picture and fills no memory. */
    private record Back(Session session) implements DesktopRelay.Sink {
        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            CompletableFuture<Boolean> taken = new CompletableFuture<>();
            session.sendBinary(ByteBuffer.wrap(message),
                    Callback.from(() -> taken.complete(true), taken::completeExceptionally));
            try {
                var _ = taken.get();
            } catch (ExecutionException e) {
                throw new IOException("the browser has gone", e);
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
