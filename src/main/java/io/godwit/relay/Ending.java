package io.godwit.relay;

/**
 * How a relayed connection ended; for a log or an audit. It holds nothing of what was said.
 *
 * @param bytesToGuest after the handshake
 * @param bytesToClient after the handshake
 */
public record Ending(Reason reason, String detail, long bytesToGuest, long bytesToClient) {
    /** Who or what ended it. */
    public enum Reason {
        /** Nothing was relayed: a wrong request or ticket, or a guest that is not there or has no TLS. */
        REFUSED,
        /** The handshake took too long. */
        TOO_SLOW, CLIENT_LEFT, GUEST_LEFT,
        /** A message of the client was larger than is allowed. */
        TOO_LARGE,
        /** Not a byte in either direction for too long. */
        IDLE
    }
}
