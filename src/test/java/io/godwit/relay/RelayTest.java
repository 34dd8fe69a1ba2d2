package io.godwit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.relay.Ending.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayTest {
    /** What IronRDP sends for the user "viewer": TLS, CredSSP or both. */
    private static final Octets X224 = Octets.ofHex("0300002c27e00000000000436f6f6b69653a206d737473686173683d7669657765"
            + "720d0a010008000b000000");
    private static final String TICKET = "ticket-of-this-test";
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), 16 << 10, 64 << 10,
            16 << 10);

    @TempDir
    static Path keys;

    private final ClientEnd client = new ClientEnd();

    @Test
    void relaysBothWaysAndHandsOnTheGuestsAnswerAndCertificate() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);

            client.send(request(TICKET));
            RdCleanPath answer = client.answer();

            assertThat(guest.request()).isEqualTo(X224);
            assertThat(answer.failure()).isEmpty();
            assertThat(answer.x224()).contains(Octets.ofHex(TlsGuest.CONFIRM_TLS));
            assertThat(certificate(answer).getSubjectX500Principal().getName()).isEqualTo("CN=guest");
            client.send("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(client.next()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
            client.leave();
            assertThat(ending.get()).isEqualTo(new Ending(Reason.CLIENT_LEFT, "", 5, 5));
        }
    }

    @Test
    void aWrongTicketIsToldAndReachesNoGuest() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);

            client.send(request("another-ticket"));

            assertRefused(ending, 403);
            assertThat(ending.get().detail()).contains("ticket").doesNotContain("another-ticket");
            assertThat(guest.connections()).isZero();
        }
    }

    @Test
    void theDestinationInTheRequestIsIgnored() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO);
                TlsGuest elsewhere = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);
            String injected = elsewhere.place().host() + ":" + elsewhere.place().port();

            client.send(RdCleanPathCodec.encode(RdCleanPath.request(injected, TICKET, X224)));

            assertThat(client.answer().failure()).isEmpty();
            assertThat(guest.connections()).isOne();
            assertThat(elsewhere.connections()).isZero();
            client.leave();
            ending.get();
        }
    }

    @Test
    void anOversizedRequestIsRefusedUnread() throws Exception {
        CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", 9), LIMITS);

        client.send(Arrays.copyOf(request(TICKET), LIMITS.requestBytes() + 1));

        assertRefused(ending, 400);
    }

    @Test
    void aRequestThatIsNoneIsRefused() throws Exception {
        CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", 9), LIMITS);

        client.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));

        assertRefused(ending, 400);
    }

    @Test
    void onlyAnX224RequestIsEverSentToAGuestInTheClear() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);
            Octets other = Octets.of("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            client.send(RdCleanPathCodec.encode(RdCleanPath.request("", TICKET, other)));

            assertRefused(ending, 400);
            assertThat(guest.connections()).isZero();
        }
    }

    @Test
    void aClientThatSaysNothingIsGivenUp() throws Exception {
        CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", 9), handshakeWithin(300));

        assertThat(ending.get().reason()).isEqualTo(Reason.TOO_SLOW);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aGuestThatDripsItsAnswerIsGivenUp() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(slow));
            CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", slow.getLocalPort()), handshakeWithin(800));

            client.send(request(TICKET));

            assertThat(ending.get().reason()).isIn(Reason.TOO_SLOW, Reason.REFUSED);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aGuestThatTakesTheConnectionAndIsSilentIsToldAsSlow() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", silent.getLocalPort()),
                    handshakeWithin(800));

            client.send(request(TICKET));

            assertRefused(ending, 504);
        }
    }

    @Test
    void aGuestThatIsNotThereIsTold() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        CompletableFuture<Ending> ending = serve(new Guest("127.0.0.1", port), LIMITS);

        client.send(request(TICKET));

        assertRefused(ending, 502);
    }

    @Test
    void aGuestWithoutTlsIsToldWithTheRemedy() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_NONE, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);

            client.send(request(TICKET));

            assertThat(client.answer().failure().orElseThrow().tlsAlert()).isEqualTo(OptionalInt.of(71));
            assertThat(ending.get().detail()).contains("key of its certificate");
        }
    }

    @Test
    void aGuestThatRefusesIsQuoted() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.FAILURE, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);

            client.send(request(TICKET));
            RdCleanPath answer = client.answer();

            assertThat(answer.failure().orElseThrow().code()).isEqualTo(2);
            assertThat(answer.x224()).contains(Octets.ofHex(TlsGuest.FAILURE));
            assertThat(ending.get().reason()).isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void aClientThatDoesNotReadSlowsTheGuestDown() throws Exception {
        AtomicLong written = new AtomicLong();
        ClientEnd lazy = new ClientEnd(3);
        TlsGuest.Talk flood = (in, out) -> {
            for (int i = 0; i < 4096; i++) {
                out.write(new byte[16 << 10]);
                written.addAndGet(16 << 10);
            }
        };
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, flood)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS, lazy);
            lazy.send(request(TICKET));

            await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5))
                    .until(lazy::takenFromGuest, taken -> taken < 4 * (16 << 10) + 4096);
            assertThat(written.get()).as("of 64 MiB; what the sockets hold").isLessThan(16 << 20);
            while (lazy.takenFromGuest() < 64 << 20) {
                lazy.next();
            }
            assertThat(ending.get().bytesToClient()).isEqualTo(64 << 20);
            assertThat(ending.get().reason()).isEqualTo(Reason.GUEST_LEFT);
        }
    }

    @Test
    void aClientThatTakesNothingAndSaysNothingHoldsNoThread() throws Exception {
        TlsGuest.Talk flood = (in, out) -> {
            for (int i = 0; i < 4096; i++) {
                out.write(new byte[16 << 10]);
            }
        };
        Limits limits = new Limits(Duration.ofSeconds(10), Duration.ofMillis(500), 16 << 10, 1 << 10, 16 << 10);
        ClientEnd stuck = ClientEnd.stuckAfter(1);
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, flood)) {
            CompletableFuture<Ending> ending = serve(guest.place(), limits, stuck);

            stuck.send(request(TICKET));

            assertThat(ending.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.IDLE);
        }
    }

    @Test
    void aClientThatDoesNotEvenTakeTheAnswerHoldsNoThread() throws Exception {
        ClientEnd stuck = ClientEnd.stuckAfter(0);
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), handshakeWithin(800), stuck);

            stuck.send(request(TICKET));

            assertThat(ending.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.TOO_SLOW);
        }
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);
            client.send(request(TICKET));
            client.answer();

            client.send(new byte[LIMITS.messageBytes() + 1]);

            assertThat(ending.get().reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(ending.get().bytesToGuest()).isZero();
        }
    }

    @Test
    void silenceInBothDirectionsEndsTheConnection() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, TlsGuest.ECHO)) {
            CompletableFuture<Ending> ending = serve(guest.place(),
                    new Limits(Duration.ofSeconds(10), Duration.ofMillis(400), 1 << 10, 1 << 10, 1 << 10));
            client.send(request(TICKET));
            client.answer();

            assertThat(ending.get().reason()).isEqualTo(Reason.IDLE);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aGuestThatLeavesEndsTheClientsConnection() throws Exception {
        try (TlsGuest guest = TlsGuest.start(keys, TlsGuest.CONFIRM_TLS, (in, out) -> out.write(1))) {
            CompletableFuture<Ending> ending = serve(guest.place(), LIMITS);
            client.send(request(TICKET));
            client.answer();

            assertThat(client.next()).containsExactly(1);
            assertThat(ending.get()).isEqualTo(new Ending(Reason.GUEST_LEFT, "", 0, 1));
            assertThat(client.isClosed()).isTrue();
        }
    }

    private CompletableFuture<Ending> serve(Guest guest, Limits limits) {
        return serve(guest, limits, client);
    }

    private static CompletableFuture<Ending> serve(Guest guest, Limits limits, ClientEnd end) {
        Relay relay = new Relay(Dialer.direct(), limits);
        Tickets tickets = ticket -> ticket.equals(TICKET) ? Optional.of(guest) : Optional.empty();
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                ending.complete(relay.serve(end.channel(), tickets));
            } catch (InterruptedException | RuntimeException e) {
                ending.completeExceptionally(e);
            }
        });
        return ending;
    }

    private static Limits handshakeWithin(long millis) {
        return new Limits(Duration.ofMillis(millis), LIMITS.idle(), LIMITS.requestBytes(), LIMITS.messageBytes(),
                LIMITS.bufferBytes());
    }

    private static byte[] request(String ticket) {
        return RdCleanPathCodec.encode(RdCleanPath.request("ignored", ticket, X224));
    }

    private void assertRefused(CompletableFuture<Ending> ending, int status) throws Exception {
        assertThat(client.answer().failure().orElseThrow().httpStatus()).isEqualTo(OptionalInt.of(status));
        assertThat(ending.get().reason()).isEqualTo(Reason.REFUSED);
        assertThat(client.isClosed()).isTrue();
    }

    private static X509Certificate certificate(RdCleanPath answer) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(
                new ByteArrayInputStream(answer.certificates().orElseThrow().getFirst().toArray()));
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] confirm = Octets.ofHex(TlsGuest.CONFIRM_TLS).toArray();
            for (byte one : confirm) {
                socket.getOutputStream().write(one);
                Thread.sleep(Duration.ofMillis(200));
            }
        } catch (IOException e) {
            // Given up, as it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
