package io.godwit.adapter.process;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Lets this process give way to others: on a machine that also runs VMs the guest that has just arrived needs the
 * processor more. On Linux setpriority(2) is a thread's, so each is asked by its number; those to come inherit it.
 */
final class Niceness {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final long PRIO_PROCESS = 0;
    private static final long NICE = 10;

    private Niceness() {}

    /** Best effort: a system that has no such call, or no such folder, only gives way less. */
    static void giveWay() {
        try (Stream<Path> threads = Files.list(THREADS)) {
            giveWay(threads.mapToLong(thread -> Long.parseLong(String.valueOf(thread.getFileName()))).toArray());
        } catch (IOException notHere) {
            System.getLogger(Niceness.class.getName()).log(System.Logger.Level.DEBUG, "no threads", notHere);
        }
    }

    /** Only the calling thread, and those that it starts. */
    static void giveWayThisThread() {
        giveWay(0);
    }

    private static void giveWay(long... threads) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle set = linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));
            for (long thread : threads) {
                var _ = (long) set.invokeExact(PRIO_PROCESS, thread, NICE);
            }
        } catch (Throwable notHere) {
            System.getLogger(Niceness.class.getName()).log(System.Logger.Level.DEBUG, "no setpriority", notHere);
        }
    }
}
