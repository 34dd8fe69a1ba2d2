package io.godwit.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one host again and again, on a platform thread of its own (libvirt asks for that), so that a host that hangs
 * holds up no other. It takes at most a tenth of its time: the longer a look takes, the longer the pause.
 */
final class Lookout {
    private static final int SHARE = 10;
    private final Runnable look;
    private final Duration every;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean nudged;
    private volatile @Nullable Instant since;
    private volatile boolean over;

    Lookout(String name, Runnable look, Duration every, InstantSource clock) {
        this.look = look;
        this.every = every;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("look " + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Look now rather than later. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Since when it waits for the host's answer; empty where it does not. */
    Optional<Instant> waitingSince() {
        return Optional.ofNullable(since);
    }

    private void run() {
        try {
            while (!over) {
                Instant began = clock.instant();
                since = began;
                look.run();
                since = null;
                pause(Duration.between(began, clock.instant()).multipliedBy(SHARE));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration earned) throws InterruptedException {
        long left = (earned.compareTo(every) > 0 ? earned : every).toNanos();
        lock.lock();
        try {
            while (!nudged && left > 0 && !over) {
                left = wake.awaitNanos(left);
            }
            nudged = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; a look that hangs is left to itself. */
    void end() {
        over = true;
        nudge();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
