package io.godwit.adapter.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Lets the calling thread, and those that it starts, give way to others (setpriority(2), which on Linux is a thread's):
 * on a machine that also runs VMs the guest that has just arrived needs the processor more.
 */
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int NICE = 10;

    private Niceness() {}

    /** Best effort: a system that has no such call only gives way less. */
    static void giveWay() {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle set = linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));
            var _ = (long) set.invokeExact((long) PRIO_PROCESS, 0L, (long) NICE);
        } catch (Throwable notHere) {
            System.getLogger(Niceness.class.getName()).log(System.Logger.Level.DEBUG, "no setpriority", notHere);
        }
    }
}
