package io.godwit.relay;

import io.godwit.relay.Ending.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;

/**
 * Bytes both ways, one piece at a time in each direction: a piece is read when the one before it has been taken by the
 * other side, so a slow side slows its sender and nothing piles up here.
 */
final class Pump {
    private final Channel client;
    private final SSLSocket guest;
    private final Limits limits;
    private final Guard guard;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicLong toGuest = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();

    Pump(Channel client, SSLSocket guest, Limits limits, Guard guard) {
        this.client = client;
        this.guest = guest;
        this.limits = limits;
        this.guard = guard;
    }

    /** Runs until one side ends, then ends the other one. */
    Ending run() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        Thread back = Thread.ofVirtual().name("relay-guest").start(() -> {
            passToClient();
            passed.complete(true);
        });
        try {
            passToGuest();
        } catch (InterruptedException e) {
            // The guard's, whose time was up, or the server's, which is stopping.
            end(Reason.CLIENT_LEFT, "interrupted");
        }
        // By now there is nobody to send to; a client that takes nothing must not hold the thread that sends.
        back.interrupt();
        // Not the thread's own join: the guard's interrupt may come now, and is no reason to leave it behind.
        var _ = passed.join();
        Ending first = ending.join();
        return guard.lapsed()
                ? counted(Reason.IDLE, "nothing was said for " + limits.idle().toSeconds() + " s")
                : counted(first.reason(), first.detail());
    }

    private Ending counted(Reason reason, String detail) {
        return new Ending(reason, detail, toGuest.get(), toClient.get());
    }

    private void end(Reason reason, String detail) {
        ending.complete(new Ending(reason, detail, 0, 0));
        guard.close();
    }

    private void passToGuest() throws InterruptedException {
        try {
            OutputStream out = guest.getOutputStream();
            for (Optional<byte[]> message = client.receive(); message.isPresent(); message = client.receive()) {
                byte[] bytes = message.get();
                if (bytes.length > limits.messageBytes()) {
                    end(Reason.TOO_LARGE, "a message of %d bytes, more than %d".formatted(bytes.length,
                            limits.messageBytes()));
                    return;
                }
                out.write(bytes);
                toGuest.addAndGet(bytes.length);
                guard.allow(limits.idle());
            }
            end(Reason.CLIENT_LEFT, "");
        } catch (IOException e) {
            end(Reason.GUEST_LEFT, String.valueOf(e.getMessage()));
        }
    }

    private void passToClient() {
        byte[] piece = new byte[limits.bufferBytes()];
        try {
            InputStream in = guest.getInputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                pass(Arrays.copyOf(piece, length));
            }
            end(Reason.GUEST_LEFT, "");
        } catch (IOException e) {
            end(Reason.GUEST_LEFT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(Reason.CLIENT_LEFT, "interrupted");
        }
    }

    private void pass(byte[] bytes) throws InterruptedException {
        try {
            client.send(bytes);
            toClient.addAndGet(bytes.length);
            guard.allow(limits.idle());
        } catch (IOException e) {
            end(Reason.CLIENT_LEFT, String.valueOf(e.getMessage()));
        }
    }
}
