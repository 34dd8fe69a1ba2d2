package io.godwit.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens a connection to a guest. */
@FunctionalInterface
public interface Dialer {
    Socket dial(Guest guest, Duration within) throws IOException;

    /** From this machine's own network. */
    static Dialer direct() {
        return (guest, within) -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(guest.host(), guest.port()), Math.toIntExact(within.toMillis()));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        };
    }
}
