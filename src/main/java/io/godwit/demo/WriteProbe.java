package io.godwit.demo;

import io.godwit.lab.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Notes when a tiny guest's writes are acknowledged, so that the longest time without one can be told. */
final class WriteProbe implements AutoCloseable {
    private static final long LOOK_NANOS = 2_000_000;
    private final Path file;
    private final String prefix;
    private final List<Long> arrivals = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    private WriteProbe(Path file, String vm) {
        this.file = file;
        this.prefix = vm + " ";
        this.thread = Thread.ofPlatform().daemon().name("write probe").unstarted(this::watch);
    }

    static WriteProbe of(Path acknowledgements, String vm) {
        WriteProbe probe = new WriteProbe(acknowledgements, vm);
        probe.thread.start();
        return probe;
    }

    private void watch() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        StringBuilder rest = new StringBuilder();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(channel.size());
            while (!closed) {
                if (channel.read(buffer.clear()) > 0) {
                    rest.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                    take(rest, System.nanoTime());
                } else {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            }
        } catch (IOException e) {
            throw new LabException("the acknowledgements cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(StringBuilder text, long now) {
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
            if (text.indexOf(prefix) == 0) {
                synchronized (arrivals) {
                    arrivals.add(now);
                }
            }
            text.delete(0, end + 1);
        }
    }

    /** The longest time without an acknowledgement between two moments of System.nanoTime, both ends included. */
    double longestStallMillis(long fromNanos, long toNanos) {
        List<Long> inside;
        synchronized (arrivals) {
            inside = arrivals.stream().filter(at -> at - fromNanos >= 0 && at - toNanos <= 0).toList();
        }
        long last = fromNanos;
        long longest = 0;
        for (long at : inside) {
            longest = Math.max(longest, at - last);
            last = at;
        }
        return Math.max(longest, toNanos - last) / 1e6;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
