package io.godwit.experience;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Watches a screen on a thread of its own and remembers each change, and how far apart its own looks were. */
public final class ScreenProbe implements AutoCloseable {
    private static final long LOOK_NANOS = 3_000_000;
    private static final int COLUMNS = 320;
    private static final int LINES = 240;

    private final Framebuffer screen;
    private final List<ScreenSample> changes = new ArrayList<>();
    private final List<long[]> late = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    private ScreenProbe(Framebuffer screen) {
        this.screen = screen;
        this.thread = Thread.ofPlatform().daemon().name("screen probe").unstarted(this::watch);
    }

    public static ScreenProbe on(Framebuffer screen) {
        ScreenProbe probe = new ScreenProbe(screen);
        probe.thread.start();
        return probe;
    }

    private void watch() {
        long last = 0;
        long previous = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            if (now - previous > 3 * LOOK_NANOS) {
                synchronized (late) {
                    late.add(new long[]{previous, now});
                }
            }
            previous = now;
            long fingerprint = screen.fingerprint(COLUMNS, LINES);
            if (fingerprint != last) {
                last = fingerprint;
                ScreenSample sample = new ScreenSample(now, FrameNumber.read(screen).orElse(-1));
                synchronized (changes) {
                    changes.add(sample);
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** What was seen between two moments of System.nanoTime. */
    public ScreenExperience between(long fromNanos, long toNanos) {
        List<ScreenSample> inside;
        synchronized (changes) {
            inside = changes.stream().filter(change -> change.nanos() - fromNanos >= 0 && change.nanos() - toNanos <= 0)
                    .toList();
        }
        long ownGap;
        synchronized (late) {
            ownGap = late.stream().filter(gap -> gap[1] - fromNanos >= 0 && gap[0] - toNanos <= 0)
                    .mapToLong(gap -> gap[1] - gap[0]).max().orElse(3 * LOOK_NANOS);
        }
        return ScreenExperience.of(inside, fromNanos, toNanos, ownGap);
    }

    /** Every change so far. */
    public List<ScreenSample> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
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
