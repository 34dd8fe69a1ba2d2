package io.godwit.relay;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The least of a server: a page, tickets and the relay, on loopback, with the strict policy that Godwit's page has. */
public final class PageServer implements AutoCloseable {
    private static final String POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Javalin server;
    private final Relay relay;
    private final Guest guest;
    private final Map<String, Guest> tickets = new ConcurrentHashMap<>();
    private final Map<String, QueuedChannel> channels = new ConcurrentHashMap<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

    private PageServer(Path page, Guest guest, Dialer dialer) {
        this.guest = guest;
        relay = new Relay(dialer, Limits.usual());
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.staticFiles.add(files -> {
                files.directory = page.toString();
                files.location = Location.EXTERNAL;
                files.headers = Map.of("Content-Security-Policy", POLICY);
            });
            config.routes.post("/api/v1/vms/{uuid}/rdp-ticket", this::ticket);
            config.routes.ws("/api/v1/vms/{uuid}/rdp", this::relay);
        });
    }

    /** Serves a built page, and relays to one guest. */
    public static PageServer start(Path page, Guest guest, Dialer dialer) {
        PageServer server = new PageServer(page, guest, dialer);
        server.server.start();
        return server;
    }

    public String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** Connections that have ended, in their order. */
    public BlockingQueue<Ending> endings() {
        return endings;
    }

    private void ticket(Context context) {
        String ticket = UUID.randomUUID().toString();
        tickets.put(ticket, guest);
        context.contentType("application/json").result("{\"ticket\":\"" + ticket + "\",\"expiresInSeconds\":30}");
    }

    private void relay(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onBinaryMessage(message -> {
            QueuedChannel channel = channels.get(message.sessionId());
            if (channel != null) {
                channel.arrived(bytes(message.data()));
            }
        });
        socket.onClose(closed -> Optional.ofNullable(channels.remove(closed.sessionId()))
                .ifPresent(QueuedChannel::left));
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        return copy;
    }

    private void connected(WsContext context) {
        context.session.setIdleTimeout(Duration.ZERO);
        context.session.setMaxBinaryMessageSize(Limits.usual().messageBytes());
        QueuedChannel channel = new QueuedChannel(new JettySink(context.session));
        channels.put(context.sessionId(), channel);
        Thread.ofVirtual().name("relay").start(() -> {
            try {
                endings.add(relay.serve(channel, ticket -> Optional.ofNullable(tickets.remove(ticket))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until Jetty has passed a message on, which is what slows a guest down for a slow browser. */
    private record JettySink(Session session) implements QueuedChannel.Sink {
        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            CompletableFuture<Boolean> taken = new CompletableFuture<>();
            session.sendBinary(ByteBuffer.wrap(message), Callback.from(() -> taken.complete(true),
                    taken::completeExceptionally));
            try {
                taken.get();
            } catch (ExecutionException e) {
                throw new IOException("the browser has gone", e);
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
