package io.godwit.adapter.process;

import io.godwit.adapter.process.Scheduling.Time;
import java.time.Duration;

/**
 * A process that was started in the idle class (chrt --idle) is not felt by anybody, and gets next to nothing where the processors
 * are never idle: what it does would last for ever there. This sees it, from a thread of the usual class, and leaves that class for
 * good.
 */
public final class IdleClass {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMillis(500);
    private static final long MUCH = 8;

    private IdleClass() {}

    /** Does nothing in a process that was started otherwise. */
    public static void leaveWhenStarved() {
        if (Scheduling.idle()) {
            Thread.ofPlatform().daemon().name("idle-class").start(IdleClass::watch);
        }
    }

    private static void watch() {
        Scheduling.usual(Scheduling.SELF);
        try {
            Time before = Scheduling.spent();
            Time now = before;
            do {
                Thread.sleep(WINDOW);
                before = now;
                now = Scheduling.spent();
            } while (!starved(now.since(before)));
            Scheduling.threads().forEach(Scheduling::usual);
            Niceness.giveWay();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where somebody waited for a processor most of the time, and what was got is little beside it. */
    static boolean starved(Time spent) {
        return spent.waitedNanos() > LONG.toNanos() && spent.waitedNanos() > MUCH * spent.ranNanos();
    }
}
