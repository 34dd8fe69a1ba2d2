package io.godwit.relay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The client's side: whole binary messages, as a WebSocket has them. Both calls may block; one thread makes each. */
public interface Channel extends Closeable {
    /** The next message; empty when the client has gone. */
    Optional<byte[]> receive() throws IOException, InterruptedException;

    /**
     * Sends, and returns when the message has been taken: a client that does not read slows the guest down, it does not
     * fill memory.
     */
    void send(byte[] message) throws IOException, InterruptedException;

    /** Ends it, from any thread, also while another one waits in receive or send; those then return or throw. */
    @Override
    void close();
}
