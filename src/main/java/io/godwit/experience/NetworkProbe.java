package io.godwit.experience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the guest a packet at a steady pace and remembers when each was answered. The packet is the first of a TCP
 * connection; an accepted and a refused one are answers alike, for the guest's kernel spoke. Each attempt stands for
 * itself, so that one that was lost does not hide the next. A port that nothing listens on is the kindest to the guest.
 */
public final class NetworkProbe implements AutoCloseable {
    private static final int MOST_OPEN = 500;
    private final InetSocketAddress target;
    private final long everyNanos;
    private final Selector selector;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /** One packet and its answer; zero where there is none yet. */
    private static final class Attempt {
        private final long sent = System.nanoTime();
        private long answered;
    }

    private NetworkProbe(InetSocketAddress target, Duration every, Selector selector) {
        this.target = target;
        this.everyNanos = every.toNanos();
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name("network probe").unstarted(this::watch);
    }

    /**
     * Begins to ask.
     *
     * @throws UncheckedIOException where this machine has no selector to give
     */
    public static NetworkProbe of(InetSocketAddress target, Duration every) {
        try {
            NetworkProbe probe = new NetworkProbe(target, every, Selector.open());
            probe.thread.start();
            return probe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch() {
        long due = System.nanoTime();
        while (!closed) {
            try {
                long now = System.nanoTime();
                if (now - due >= 0) {
                    send();
                    due = Math.max(due + everyNanos, now);
                }
                var _ = selector.select(Math.max(1, (due - System.nanoTime()) / 1_000_000));
                answers();
            } catch (IOException _) {
                due = System.nanoTime() + everyNanos;
            }
        }
    }

    private void send() throws IOException {
        if (selector.keys().size() >= MOST_OPEN) {
            giveUpOldest();
        }
        Attempt attempt = new Attempt();
        synchronized (attempts) {
            attempts.add(attempt);
        }
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        try {
            if (channel.connect(target)) {
                answered(attempt, channel);
            } else {
                var _ = channel.register(selector, SelectionKey.OP_CONNECT, attempt);
            }
        } catch (ConnectException _) {
            answered(attempt, channel);
        } catch (IOException e) {
            channel.close();
        }
    }

    private void giveUpOldest() throws IOException {
        SelectionKey oldest = selector.keys().stream()
                .min(java.util.Comparator.comparingLong(key -> ((Attempt) key.attachment()).sent)).orElseThrow();
        oldest.channel().close();
        var _ = selector.selectNow();
    }

    private void answers() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    answered((Attempt) key.attachment(), channel);
                }
            } catch (ConnectException refused) {
                answered((Attempt) key.attachment(), channel);
            } catch (IOException silent) {
                channel.close();
            }
        }
        selector.selectedKeys().clear();
    }

    /** Closed with a reset: a thousand connections that linger would cost the machine its ports. */
    private void answered(Attempt attempt, SocketChannel channel) throws IOException {
        synchronized (attempts) {
            attempt.answered = System.nanoTime();
        }
        if (channel.isConnected()) {
            channel.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
    }

    /** What was seen between two moments of System.nanoTime. */
    public NetworkExperience between(long fromNanos, long toNanos) {
        List<Attempt> inside;
        List<Long> answers;
        synchronized (attempts) {
            inside = attempts.stream().filter(a -> a.sent - fromNanos >= 0 && a.sent - toNanos <= 0).toList();
            answers = attempts.stream().map(a -> a.answered)
                    .filter(at -> at != 0 && at - fromNanos >= 0 && at - toNanos <= 0).sorted().toList();
        }
        double[] trips = inside.stream().filter(a -> a.answered != 0).mapToDouble(a -> (a.answered - a.sent) / 1e6)
                .sorted().toArray();
        return new NetworkExperience(inside.size(), trips.length, Gaps.of(answers, fromNanos, toNanos),
                trips.length == 0 ? 0 : trips[trips.length / 2], trips.length == 0 ? 0 : trips[trips.length - 1]);
    }

    @Override
    public void close() {
        closed = true;
        try {
            var _ = selector.wakeup();
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // The sockets go with the process.
        }
    }
}
