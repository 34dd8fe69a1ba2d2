package io.godwit.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often somebody may fail within a window: for each key on its own. Thread-safe; keeps a bounded number of keys. */
public final class Tries {
    private static final int MOST_KEYS = 10_000;
    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, ArrayDeque<Instant>> failures = new HashMap<>();

    public Tries(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** How long to wait before the next try; empty where it may be made now. */
    public synchronized Optional<Duration> wait(String key) {
        ArrayDeque<Instant> failed = failures.get(key);
        if (failed == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        drop(failed, now);
        return failed.size() < most
                ? Optional.empty()
                : Optional.of(Duration.between(now, failed.getFirst().plus(window)));
    }

    public synchronized void failed(String key) {
        Instant now = clock.instant();
        if (failures.size() >= MOST_KEYS) {
            failures.values().removeIf(failed -> drop(failed, now));
        }
        if (failures.size() >= MOST_KEYS) {
            failures.clear();
        }
        failures.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(now);
    }

    /** Counts one more, where there may be one more; the answer is whether there might. */
    public synchronized boolean note(String key) {
        if (wait(key).isPresent()) {
            return false;
        }
        failed(key);
        return true;
    }

    public synchronized void succeeded(String key) {
        failures.remove(key);
    }

    private boolean drop(ArrayDeque<Instant> failed, Instant now) {
        while (!failed.isEmpty() && !failed.getFirst().plus(window).isAfter(now)) {
            failed.removeFirst();
        }
        return failed.isEmpty();
    }
}
