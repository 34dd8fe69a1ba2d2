package io.godwit.relay;

import io.godwit.relay.Ending.Reason;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Relays connections of IronRDP to guests; the package's page says what it promises. */
public final class Relay {
    private final Dialer dialer;
    private final Limits limits;
    private final GuestTls tls = new GuestTls();

    public Relay(Dialer dialer, Limits limits) {
        this.dialer = dialer;
        this.limits = limits;
    }

    /**
     * Serves one client and returns when its connection has ended; it takes a thread of its own, best a virtual one.
     *
     * @param tickets what this client's ticket is good for
     */
    public Ending serve(Channel client, Tickets tickets) throws InterruptedException {
        try (Guard guard = new Guard(limits.handshake())) {
            guard.hold(client);
            try {
                return serve(client, tickets, guard);
            } catch (InterruptedException e) {
                if (guard.lapsed()) {
                    return ended(guard, "");
                }
                throw e;
            }
        }
    }

    private Ending serve(Channel client, Tickets tickets, Guard guard) throws InterruptedException {
        try {
            Optional<SSLSocket> guest = new Handshake(tickets, dialer, tls, limits, client, guard).make();
            if (guest.isPresent()) {
                guard.allow(limits.idle());
                return new Pump(client, guest.get(), limits, guard).run();
            }
            return ended(guard, "before it asked for anything");
        } catch (Refusal refusal) {
            tell(client, refusal);
            return guard.lapsed() ? ended(guard, "") : before(Reason.REFUSED, String.valueOf(refusal.getMessage()));
        } catch (IOException e) {
            return ended(guard, String.valueOf(e.getMessage()));
        }
    }

    private Ending ended(Guard guard, String detail) {
        return guard.lapsed()
                ? before(Reason.TOO_SLOW, "no handshake within " + limits.handshake().toMillis() + " ms")
                : before(Reason.CLIENT_LEFT, detail);
    }

    private static Ending before(Reason reason, String detail) {
        return new Ending(reason, detail, 0, 0);
    }

    private static void tell(Channel client, Refusal refusal) throws InterruptedException {
        try {
            client.send(RdCleanPathCodec.encode(refusal.answer()));
        } catch (IOException e) {
            // Who has gone need not be told.
        }
    }
}
