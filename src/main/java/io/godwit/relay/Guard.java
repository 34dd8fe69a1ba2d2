package io.godwit.relay;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes all that a connection holds when its time is up, and interrupts the thread that serves it, so that none waits for
 * ever on a side that is silent or takes nothing. Its time is set anew after the handshake and after each piece.
 */
final class Guard implements AutoCloseable {
    private final Deque<Closeable> held = new ArrayDeque<>();
    private final Thread served;
    private final Thread clock;
    private volatile long dueNanos;
    private volatile long sleepsUntilNanos;
    private volatile boolean lapsed;
    private boolean closed;

    /** Watches over what the calling thread does from here on. */
    Guard(Duration first) {
        served = Thread.currentThread();
        dueNanos = System.nanoTime() + first.toNanos();
        sleepsUntilNanos = dueNanos;
        clock = Thread.ofVirtual().name("relay-guard").start(this::watch);
    }

    /** From now on. */
    void allow(Duration more) {
        long due = System.nanoTime() + more.toNanos();
        dueNanos = due;
        // A sleeper that wakes too early looks and sleeps on; only a nearer end must wake it.
        if (due - sleepsUntilNanos < 0) {
            clock.interrupt();
        }
    }

    /** Holds something until the end; where that has come already, closes it at once. */
    synchronized void hold(Closeable thing) {
        if (closed) {
            shut(thing);
        } else {
            held.push(thing);
        }
    }

    /** How much time is left. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, dueNanos - System.nanoTime()));
    }

    /** Whether it was the time that ended it. */
    boolean lapsed() {
        return lapsed;
    }

    private void watch() {
        while (!isClosed()) {
            sleepsUntilNanos = dueNanos;
            long left = sleepsUntilNanos - System.nanoTime();
            if (left <= 0) {
                lapsed = true;
                close();
                served.interrupt();
                return;
            }
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                // Closed, or a new time: the loop looks.
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            held.forEach(Guard::shut);
            held.clear();
            clock.interrupt();
        }
    }

    private static void shut(Closeable thing) {
        try {
            thing.close();
        } catch (IOException e) {
            // It is going away either way.
        }
    }
}
