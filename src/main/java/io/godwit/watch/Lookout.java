package io.godwit.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one host again and again, on a platform thread of its own (libvirt asks for that), so that a host that hangs
 * holds up no other. It takes at most a tenth of its time: the longer a look takes, the longer the pause, up to a limit,
 * so that a host that hung for a while is not left alone for ten times as long.
 *
 * @param <V> what a look brings
 */
final class Lookout<V> {
    private static final int SHARE = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private final Supplier<V> look;
    private final Consumer<V> told;
    private final Duration every;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean nudged;
    private volatile @Nullable Instant since;
    private volatile boolean over;

    /**
     * Nothing is looked at before start.
     *
     * @param told hears what was seen, when nobody waits for the host any more
     */
    Lookout(String name, Supplier<V> look, Consumer<V> told, Duration every, InstantSource clock) {
        this.look = look;
        this.told = told;
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
                V seen = look.get();
                since = null;
                told.accept(seen);
                pause(Duration.between(began, clock.instant()).multipliedBy(SHARE));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration earned) throws InterruptedException {
        long left = Math.max(every.toNanos(), Math.min(earned.toNanos(), LONGEST_PAUSE.toNanos()));
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
