package io.godwit.main;

import io.godwit.adapter.web.DesktopRelay;
import io.godwit.lab.Inside;
import io.godwit.model.Cluster;
import io.godwit.model.Desktop;
import io.godwit.relay.Dialer;
import io.godwit.relay.Ending;
import io.godwit.relay.Guest;
import io.godwit.relay.Limits;
import io.godwit.relay.QueuedChannel;
import io.godwit.relay.Relay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The server's desktops, carried by the relay.
 *
 * @param log is told of each that has ended: how and how many bytes, never what
 */
record RelayedDesktops(Relay relay, Consumer<String> log) implements DesktopRelay {
    /** For a cluster; the guests of a lab are reached from inside its network. */
    static RelayedDesktops of(Cluster cluster, Consumer<String> log) {
        Dialer dialer = Inside.namespaceOf(Path.of(cluster.name())).map(RelayedDesktops::from)
                .orElseGet(Dialer::direct);
        return new RelayedDesktops(new Relay(dialer, Limits.usual()), log);
    }

    private static Dialer from(String namespace) {
        return (guest, within) -> Inside.connect(namespace, guest.host(), guest.port(), within);
    }

    @Override
    public Visitor open(Sink back, Function<String, Optional<Desktop>> guests) {
        QueuedChannel channel = new QueuedChannel(new Back(back));
        Thread.ofVirtual().name("desktop").start(() -> serve(channel, guests));
        return new Visiting(channel);
    }

    private void serve(QueuedChannel channel, Function<String, Optional<Desktop>> guests) {
        try {
            Ending ending = relay.serve(channel,
                    ticket -> guests.apply(ticket).map(desktop -> new Guest(desktop.host(), desktop.port())));
            log.accept("desktop ended: %s%s, %d bytes to the guest, %d to the page".formatted(ending.reason(),
                    ending.detail().isEmpty() ? "" : " (" + ending.detail() + ")", ending.bytesToGuest(),
                    ending.bytesToClient()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Back(Sink sink) implements QueuedChannel.Sink {
        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            sink.send(message);
        }

        @Override
        public void close() {
            sink.close();
        }
    }

    private record Visiting(QueuedChannel channel) implements Visitor {
        @Override
        public void arrived(byte[] message) throws InterruptedException {
            channel.arrived(message);
        }

        @Override
        public void left() {
            channel.left();
        }
    }
}
