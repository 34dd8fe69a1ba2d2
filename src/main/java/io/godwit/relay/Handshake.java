package io.godwit.relay;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** From the client's first message to TLS with the guest. */
final class Handshake {
    /** Kept back from the time that is left, so that a client can still be told that its guest is slow. */
    private static final Duration TELLING = Duration.ofMillis(200);

    private final Tickets tickets;
    private final Dialer dialer;
    private final GuestTls tls;
    private final Limits limits;
    private final Channel client;
    private final Guard guard;

    Handshake(Tickets tickets, Dialer dialer, GuestTls tls, Limits limits, Channel client, Guard guard) {
        this.tickets = tickets;
        this.dialer = dialer;
        this.tls = tls;
        this.limits = limits;
        this.client = client;
        this.guard = guard;
    }

    /**
     * Makes it.
     *
     * @return empty where the client left before it asked for anything
     */
    Optional<SSLSocket> make() throws Refusal, IOException, InterruptedException {
        Optional<byte[]> first = client.receive();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        RdCleanPath request = read(first.get());
        Octets x224 = request.x224().filter(X224::isConnectionRequest).orElseThrow(
                () -> Refusal.http(Refusal.BAD_REQUEST, "the request holds no X.224 connection request"));
        Guest guest = request.proxyAuth().flatMap(tickets::redeem).orElseThrow(
                () -> Refusal.http(Refusal.FORBIDDEN, "the ticket is unknown, used or too old"));
        return Optional.of(open(guest, x224));
    }

    private RdCleanPath read(byte[] message) throws Refusal {
        if (message.length > limits.requestBytes()) {
            throw Refusal.http(Refusal.BAD_REQUEST, "the request has %d bytes, more than %d".formatted(message.length,
                    limits.requestBytes()));
        }
        try {
            return RdCleanPathCodec.decode(message);
        } catch (MalformedException e) {
            throw Refusal.http(Refusal.BAD_REQUEST, "the request is no RDCleanPath: " + e.getMessage());
        }
    }

    private SSLSocket open(Guest guest, Octets x224) throws Refusal, IOException, InterruptedException {
        Socket socket = dial(guest);
        guard.hold(socket);
        socket.setTcpNoDelay(true);
        Octets confirm = ask(socket, x224);
        if (X224.isFailure(confirm)) {
            throw Refusal.negotiation(confirm);
        }
        if (!X224.selectsTls(confirm)) {
            throw Refusal.noTls();
        }
        SSLSocket secure = secure(socket);
        client.send(RdCleanPathCodec.encode(
                RdCleanPath.response(confirm, GuestTls.certificates(secure), guest.host())));
        socket.setSoTimeout(0);
        return secure;
    }

    private Socket dial(Guest guest) throws Refusal {
        try {
            return dialer.dial(guest, patience());
        } catch (IOException e) {
            throw guestFailed("the guest cannot be reached", e);
        }
    }

    private Octets ask(Socket socket, Octets x224) throws Refusal {
        try {
            socket.setSoTimeout(Math.toIntExact(patience().toMillis()));
            socket.getOutputStream().write(x224.toArray());
            return X224.readConfirm(socket.getInputStream());
        } catch (IOException e) {
            throw guestFailed("the guest does not answer", e);
        }
    }

    private SSLSocket secure(Socket socket) throws Refusal {
        try {
            socket.setSoTimeout(Math.toIntExact(patience().toMillis()));
            return tls.over(socket);
        } catch (SocketTimeoutException e) {
            throw guestFailed("the guest does not answer", e);
        } catch (IOException e) {
            throw Refusal.brokenTls(String.valueOf(e.getMessage()));
        }
    }

    private static Refusal guestFailed(String what, IOException e) {
        int status = e instanceof SocketTimeoutException ? Refusal.GATEWAY_TIMEOUT : Refusal.BAD_GATEWAY;
        return Refusal.http(status, what + ": " + e.getMessage());
    }

    private Duration patience() {
        Duration left = guard.left();
        return left.compareTo(TELLING.multipliedBy(2)) > 0 ? left.minus(TELLING) : left;
    }
}
