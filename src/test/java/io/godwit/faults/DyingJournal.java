package io.godwit.faults;

import io.godwit.port.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that ends the whole process, as kill -9 would, right before or after its n-th write. */
final class DyingJournal {
    private static final Set<String> WRITES = Set.of("open", "takeOver", "beginStep", "endStep", "turnBack", "giveUp",
            "end",
            "note", "measured", "remember", "marks");
    private static final int KILLED = 137;

    private final int fatal;
    private final boolean after;
    private final AtomicInteger writes = new AtomicInteger();

    DyingJournal(int fatal, boolean after) {
        this.fatal = fatal;
        this.after = after;
    }

    int writes() {
        return writes.get();
    }

    Journal around(Journal journal) {
        return (Journal) Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[]{Journal.class},
                (_, method, arguments) -> {
                    // measured(id) with one argument reads.
                    boolean write = WRITES.contains(method.getName()) && arguments != null && arguments.length > 1;
                    boolean last = write && writes.incrementAndGet() == fatal;
                    if (last && !after) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                    try {
                        Object answer = method.invoke(journal, arguments);
                        if (last) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
