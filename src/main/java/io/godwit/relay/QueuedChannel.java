package io.godwit.relay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel for web servers that hand messages over by callbacks. The server calls {@link #arrived} and {@link #left} from
 * its callbacks; while a few messages wait already, arrived does not return, and a server that reads no further meanwhile
 * (Jetty does not) so slows its client.
 */
public final class QueuedChannel implements Channel {
    private static final int WAITING = 4;

    private final Sink sink;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;

    public QueuedChannel(Sink sink) {
        this.sink = sink;
    }

    /** The way back to the client. */
    public interface Sink {
        /** Returns when the message has been taken. */
        void send(byte[] message) throws IOException, InterruptedException;

        void close();
    }

    /** A message has come; blocks while there are too many. */
    public void arrived(byte[] message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= WAITING && !ended) {
                changed.await();
            }
            if (!ended) {
                waiting.add(message);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The client has gone. */
    public void left() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<byte[]> receive() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended) {
                changed.await();
            }
            Optional<byte[]> next = Optional.ofNullable(waiting.poll());
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(byte[] message) throws IOException, InterruptedException {
        sink.send(message);
    }

    @Override
    public void close() {
        left();
        sink.close();
    }
}
