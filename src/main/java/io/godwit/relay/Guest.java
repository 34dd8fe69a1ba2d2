package io.godwit.relay;

/**
 * Where a guest's RDP server is.
 *
 * @param host an address or a name that the relay's machine resolves
 */
public record Guest(String host, int port) {
    /** Where RDP servers listen. */
    public static final int RDP_PORT = 3389;

    public Guest {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("no guest is at host '" + host + "', port " + port);
        }
    }
}
