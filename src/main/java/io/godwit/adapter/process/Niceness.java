package io.godwit.adapter.process;

/**
 * Lets this process give way to others: on a machine that also runs VMs the guest that has just arrived needs the
 * processor more.
 */
final class Niceness {
    private static final int NICE = 10;

    private Niceness() {}

    /** All threads, and those to come. */
    static void giveWay() {
        Scheduling.threads().forEach(thread -> Scheduling.nice(thread, NICE));
    }

    /** Only the calling thread, and those that it starts. */
    static void giveWayThisThread() {
        Scheduling.nice(Scheduling.SELF, NICE);
    }
}
