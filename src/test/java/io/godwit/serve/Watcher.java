package io.godwit.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A watching client that only notes how late the samples are: by the wall clock, which both sides share. */
final class Watcher implements AutoCloseable {
    private static final String AT = "\"atMillis\":";
    private final Socket socket;
    private final List<Long> delaysMillis = new ArrayList<>();
    private long events;
    private long resyncs;

    Watcher(Client client) throws IOException {
        URI address = URI.create(client.address());
        socket = new Socket();
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream().write(("GET /api/v1/events HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nAccept: text/event-stream\r\nAuthorization: " + client.headers().get("Authorization")
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1 << 16)) {
            String kind = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    heard(kind, line);
                }
            }
        } catch (IOException ended) {
            return;
        }
    }

    private synchronized void heard(String kind, String data) {
        events++;
        if (kind.equals("sample")) {
            int from = data.indexOf(AT) + AT.length();
            int to = data.indexOf(',', from);
            // The last line may be cut off where the watching ends.
            if (to > from) {
                delaysMillis.add(System.currentTimeMillis() - Long.parseLong(data, from, to, 10));
            }
        } else if (kind.equals("resync")) {
            resyncs++;
        }
    }

    synchronized long events() {
        return events;
    }

    synchronized long resyncs() {
        return resyncs;
    }

    synchronized List<Long> delaysMillis() {
        return List.copyOf(delaysMillis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
