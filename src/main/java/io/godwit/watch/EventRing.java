package io.godwit.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, bounded. Who publishes never waits for who reads: a reader that fell too far behind, or comes back after
 * what it has seen last is gone, is told so by an event of the kind resync. Thread-safe.
 */
public final class EventRing {
    private static final String MISSED = "{\"why\":\"events were missed; ask for the scene again\"}";
    private final String start;
    private final int farthest;
    private final @Nullable Event[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long last;
    private boolean closed;

    /**
     * An empty ring.
     *
     * @param start tells this server's start from any other: letters and digits
     * @param size how many events are kept
     * @param farthest how many events a reader may be behind while it is connected
     */
    public EventRing(String start, int size, int farthest) {
        this.start = start;
        this.ring = new Event[size];
        this.farthest = Math.min(farthest, size);
    }

    void publish(String kind, String data) {
        lock.lock();
        try {
            last++;
            ring[slot(last)] = new Event(id(last), kind, data);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    private String id(long number) {
        return start + "-" + number;
    }

    /** Nothing comes any more: readers go home. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** The id of the latest event. */
    public String latest() {
        lock.lock();
        try {
            return id(last);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads from an event on.
     *
     * @param lastSeen the id of the last one that was seen; empty begins now
     */
    public Reader reader(Optional<String> lastSeen) {
        lock.lock();
        try {
            return new Reader(lastSeen.map(this::number).orElse(last));
        } finally {
            lock.unlock();
        }
    }

    /** Its number, or one that was surely missed. */
    private long number(String id) {
        String prefix = start + "-";
        try {
            long number = id.startsWith(prefix) ? Long.parseLong(id.substring(prefix.length())) : -1;
            return number > last ? -1 : number;
        } catch (NumberFormatException nonsense) {
            return -1;
        }
    }

    /** One client's place. For one thread. */
    public final class Reader {
        private long seen;
        private boolean returning = true;

        private Reader(long seen) {
            this.seen = seen;
        }

        /** Those that have come since, at once where there are any; none where none came in time. */
        public List<Event> await(Duration atMost) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = atMost.toNanos();
                while (seen == last && left > 0 && !closed) {
                    left = more.awaitNanos(left);
                }
                return take();
            } finally {
                lock.unlock();
            }
        }

        /** Who comes back may have missed as much as is kept; who is connected and slow shall not hold up so many. */
        private List<Event> take() {
            long behind = last - seen;
            boolean missed = seen < 0 || behind > (returning ? ring.length : farthest);
            returning = false;
            if (missed) {
                seen = last;
                return List.of(new Event(id(last), "resync", MISSED));
            }
            List<Event> events = new ArrayList<>();
            while (seen < last) {
                seen++;
                Event event = ring[slot(seen)];
                if (event != null) {
                    events.add(event);
                }
            }
            return events;
        }
    }
}
