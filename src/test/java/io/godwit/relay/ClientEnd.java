package io.godwit.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A client in this process: the relay's side is a real channel, the test's side puts in and takes out. */
final class ClientEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final BlockingQueue<byte[]> fromRelay;
    private final AtomicLong takenFromGuest = new AtomicLong();
    private final boolean stuck;
    private volatile boolean closed;
    private final QueuedChannel channel = new QueuedChannel(new QueuedChannel.Sink() {
        @Override
        public void send(byte[] message) throws IOException, InterruptedException {
            while (!fromRelay.offer(message, 20, TimeUnit.MILLISECONDS)) {
                if (closed && !stuck) {
                    throw new IOException("the client has gone");
                }
            }
            takenFromGuest.addAndGet(message.length);
        }

        @Override
        public void close() {
            closed = true;
        }
    });

    /** A client that reads. */
    ClientEnd() {
        this(1000);
    }

    /** A client that takes so many messages and then waits until they are read. */
    ClientEnd(int messages) {
        this(new ArrayBlockingQueue<>(messages), false);
    }

    private ClientEnd(BlockingQueue<byte[]> fromRelay, boolean stuck) {
        this.fromRelay = fromRelay;
        this.stuck = stuck;
    }

    /** One whose way back hangs after so many messages, also when it is closed, as that of a web server can. */
    static ClientEnd stuckAfter(int messages) {
        BlockingQueue<byte[]> full = new ArrayBlockingQueue<>(messages + 1);
        full.add(new byte[0]);
        return new ClientEnd(full, true);
    }

    Channel channel() {
        return channel;
    }

    void send(byte[] message) throws InterruptedException {
        channel.arrived(message);
    }

    void leave() {
        channel.left();
    }

    byte[] next() throws InterruptedException {
        return Optional.ofNullable(fromRelay.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).orElseThrow(
                () -> new AssertionError("nothing came within " + PATIENCE));
    }

    RdCleanPath answer() throws InterruptedException, MalformedException {
        return RdCleanPathCodec.decode(next());
    }

    long takenFromGuest() {
        return takenFromGuest.get();
    }

    boolean isClosed() {
        return closed;
    }
}
