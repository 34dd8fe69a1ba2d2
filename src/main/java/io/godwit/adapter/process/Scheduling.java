package io.godwit.adapter.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux is asked about the threads of this process: setpriority(2) and sched_setscheduler(2) are a thread's, and those
 * that it starts inherit it. Best effort: a system that has none of it only gives way less.
 */
final class Scheduling {
    /** The calling thread. */
    static final long SELF = 0;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Path STAT = Path.of("/proc/self/stat");
    /** Of the fields of proc_pid_stat(5) behind the command's name. */
    private static final int POLICY_FIELD = 38;
    private static final long PRIO_PROCESS = 0;
    private static final long SCHED_OTHER = 0;
    private static final String SCHED_IDLE = "5";
    /** The shape that libvirt's functions are bound in as well: a second one would cost 5 ms more at the start. */
    private static final FunctionDescriptor LONGS = FunctionDescriptor.of(ValueLayout.JAVA_LONG, longs());

    private Scheduling() {}

    private static ValueLayout.OfLong[] longs() {
        ValueLayout.OfLong[] longs = new ValueLayout.OfLong[6];
        Arrays.fill(longs, ValueLayout.JAVA_LONG);
        return longs;
    }

    static List<Long> threads() {
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.map(thread -> Long.parseLong(String.valueOf(thread.getFileName()))).toList();
        } catch (IOException notHere) {
            return List.of();
        }
    }

    /** Whether this process was started in the class that gets only what nobody else wants. */
    static boolean idle() {
        try {
            String stat = Files.readString(STAT);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[POLICY_FIELD].equals(SCHED_IDLE);
        } catch (IOException notHere) {
            return false;
        }
    }

    /** What all threads have had of the processors, and have waited for them (/proc/PID/task/TID/schedstat). */
    record Time(long ranNanos, long waitedNanos) {
        static final Time NONE = new Time(0, 0);

        Time plus(Time other) {
            return new Time(ranNanos + other.ranNanos, waitedNanos + other.waitedNanos);
        }

        Time since(Time before) {
            return new Time(ranNanos - before.ranNanos, waitedNanos - before.waitedNanos);
        }
    }

    static Time spent() {
        return threads().stream().map(Scheduling::spent).reduce(Time.NONE, Time::plus);
    }

    /** A thread that has gone takes its times along. */
    private static Time spent(long thread) {
        try {
            String[] times = Files.readString(THREADS.resolve(thread + "/schedstat")).split(" ", -1);
            return new Time(Long.parseLong(times[0]), Long.parseLong(times[1]));
        } catch (IOException gone) {
            return Time.NONE;
        }
    }

    static void nice(long thread, int value) {
        call("setpriority", PRIO_PROCESS, thread, value);
    }

    /** Into the usual class. */
    static void usual(long thread) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
            call("sched_setscheduler", thread, SCHED_OTHER, priority.address());
        }
    }

    private static void call(String name, long first, long second, long third) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle function = linker.downcallHandle(linker.defaultLookup().findOrThrow(name), LONGS);
            var _ = (long) function.invokeExact(first, second, third, 0L, 0L, 0L);
        } catch (Throwable notHere) {
            System.getLogger(Scheduling.class.getName()).log(System.Logger.Level.DEBUG, "no " + name, notHere);
        }
    }
}
