package io.godwit.adapter.web;

import io.godwit.model.Desktop;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries a browser's RDP to a guest and back. The relay itself is io.godwit.relay; io.godwit.main joins the two, so that
 * neither knows the other.
 */
@FunctionalInterface
public interface DesktopRelay {
    /**
     * Begins to serve a browser; returns at once.
     *
     * @param back the way back to the browser
     * @param guests where a ticket leads, which is good once; empty where it is unknown, used, too old, another user's or
     *     for another VM. The relay must take no address from anywhere else.
     */
    Visitor open(Sink back, Function<String, Optional<Desktop>> guests);

    /** The way to the browser. */
    interface Sink {
        /** Returns when the message has been taken. */
        void send(byte[] message) throws IOException, InterruptedException;

        void close();
    }

    /** What the server hears from the browser. */
    interface Visitor {
        /** A binary message; it may block, which slows this browser down and nobody else. */
        void arrived(byte[] message) throws InterruptedException;

        /** The browser has gone. */
        void left();
    }
}
