package io.godwit.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An RDP server as far as the relay sees one: X.224 in the clear, then TLS with a certificate of its own, on loopback. */
final class TlsGuest implements AutoCloseable {
    /** Chooses TLS, as xrdp does. */
    static final String CONFIRM_TLS = "030000130ed000001234000201080001000000";
    /** Has RDP's own security only. */
    static final String CONFIRM_NONE = "0300000b06d00000123400";
    /** Wants CredSSP. */
    static final String FAILURE = "030000130ed000001234000300080005000000";
    private static final String PASSWORD = "only-a-test";

    private final ServerSocket server;
    private final SSLContext tls;
    private final String confirm;
    private final Talk talk;
    private final BlockingQueue<Octets> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What it does when TLS is there. */
    interface Talk {
        void with(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    /** Gives back what it gets. */
    static final Talk ECHO = (in, out) -> {
        byte[] piece = new byte[4096];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            out.write(piece, 0, length);
        }
    };

    private TlsGuest(SSLContext tls, String confirm, Talk talk) throws IOException {
        this.tls = tls;
        this.confirm = confirm;
        this.talk = talk;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static TlsGuest start(Path folder, String confirm, Talk talk) {
        try {
            return new TlsGuest(context(keys(folder)), confirm, talk);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Path keys(Path folder) throws IOException {
        Path file = folder.resolve("guest.p12");
        if (!Files.exists(file)) {
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", "guest", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=guest",
                    "-keystore", file.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!Files.exists(file)) {
                throw new IOException(said);
            }
        }
        return file;
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] request = new byte[44];
            in.readFully(request);
            requests.add(Octets.of(request));
            socket.getOutputStream().write(HexFormat.of().parseHex(confirm));
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            talk.with(secure.getInputStream(), secure.getOutputStream());
        } catch (IOException e) {
            // The relay has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Guest place() {
        return new Guest("127.0.0.1", server.getLocalPort());
    }

    Octets request() throws InterruptedException {
        return Optional.ofNullable(requests.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
