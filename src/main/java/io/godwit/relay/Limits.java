package io.godwit.relay;

import java.time.Duration;

/**
 * What a connection may cost.
 *
 * @param handshake from the client's coming to the guest's TLS being there
 * @param idle without a byte in either direction
 * @param requestBytes the client's first message
 * @param messageBytes any later one of the client
 * @param bufferBytes what is read from the guest at a time; the relay holds one such piece for each connection
 */
public record Limits(Duration handshake, Duration idle, int requestBytes, int messageBytes, int bufferBytes) {
    /** Ten seconds, an hour, 16 KiB, 1 MiB, 16 KiB. */
    public static Limits usual() {
        return new Limits(Duration.ofSeconds(10), Duration.ofHours(1), 16 << 10, 1 << 20, 16 << 10);
    }
}
