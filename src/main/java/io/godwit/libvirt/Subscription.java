package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Callbacks of one listener on one connection. They come on the event loop's thread; close it before the connection. */
public final class Subscription implements AutoCloseable {
    private static final int LIFECYCLE = 0;
    private static final int BLOCK_JOB_2 = 16;
    private static final int MIGRATION_ITERATION = 20;
    private static final int JOB_COMPLETED = 21;

    private static final MethodHandle REGISTER = Native.function("virConnectDomainEventRegisterAny", ADDRESS, ADDRESS,
            JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle DEREGISTER = Native.function("virConnectDomainEventDeregisterAny", ADDRESS,
            JAVA_INT);
    private static final MethodHandle UUID_STRING = Native.function("virDomainGetUUIDString", ADDRESS, ADDRESS);

    private final MemorySegment connection;
    private final Consumer<DomainEvent> listener;
    private final List<Integer> callbacks = new ArrayList<>();

    private Subscription(MemorySegment connection, Consumer<DomainEvent> listener) {
        this.connection = connection;
        this.listener = listener;
    }

    static Subscription to(MemorySegment connection, Consumer<DomainEvent> listener) {
        Subscription subscription = new Subscription(connection, listener);
        subscription.register(LIFECYCLE, "lifecycle", ValueLayout.JAVA_INT, JAVA_INT, JAVA_INT);
        subscription.register(BLOCK_JOB_2, "blockJob", null, ADDRESS, JAVA_INT, JAVA_INT);
        subscription.register(MIGRATION_ITERATION, "iteration", null, JAVA_INT);
        subscription.register(JOB_COMPLETED, "jobCompleted", null, ADDRESS, JAVA_INT);
        return subscription;
    }

    /**
     * Registers one callback. Its stub lives as long as the process: libvirt may still be in it when it is taken back,
     * and a process has few subscriptions.
     */
    private void register(int event, String method, ValueLayout.@org.jspecify.annotations.Nullable OfInt answer,
            MemoryLayout... fields) {
        List<MemoryLayout> layouts = new ArrayList<>(List.of(ADDRESS, ADDRESS));
        layouts.addAll(List.of(fields));
        layouts.add(ADDRESS);
        MemoryLayout[] all = layouts.toArray(MemoryLayout[]::new);
        FunctionDescriptor descriptor = answer == null
                ? FunctionDescriptor.ofVoid(all)
                : FunctionDescriptor.of(answer, all);
        try {
            MethodHandle target = MethodHandles.lookup()
                    .findVirtual(Subscription.class, method, descriptor.toMethodType()).bindTo(this);
            MemorySegment stub = Native.linker().upcallStub(target, descriptor, Arena.global());
            callbacks.add(Native.count(REGISTER, connection, MemorySegment.NULL, event, stub, MemorySegment.NULL,
                    MemorySegment.NULL));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unused") // called by libvirt
    private int lifecycle(MemorySegment conn, MemorySegment domain, int event, int detail, MemorySegment opaque) {
        tell(domain, (uuid, now) -> new DomainEvent.Lifecycle(uuid, now, event, detail));
        return 0;
    }

    @SuppressWarnings("unused") // called by libvirt
    private void blockJob(MemorySegment conn, MemorySegment domain, MemorySegment disk, int type, int status,
            MemorySegment opaque) {
        tell(domain, (uuid, now) -> new DomainEvent.BlockJobChanged(uuid, now, Native.borrowed(disk), type, status));
    }

    @SuppressWarnings("unused") // called by libvirt
    private void iteration(MemorySegment conn, MemorySegment domain, int iteration, MemorySegment opaque) {
        tell(domain, (uuid, now) -> new DomainEvent.Iteration(uuid, now, iteration));
    }

    @SuppressWarnings("unused") // called by libvirt
    private void jobCompleted(MemorySegment conn, MemorySegment domain, MemorySegment params, int count,
            MemorySegment opaque) {
        tell(domain, (uuid, now) -> new DomainEvent.JobCompleted(uuid, now,
                new JobStats(0, TypedParams.decode(params, count))));
    }

    private interface Making {
        DomainEvent make(UUID domain, long nowNanos);
    }

    /** An exception that left a callback would end the JVM. */
    private void tell(MemorySegment domain, Making making) {
        long now = System.nanoTime();
        try {
            listener.accept(making.make(uuid(domain), now));
        } catch (RuntimeException e) {
            System.getLogger(Subscription.class.getName()).log(System.Logger.Level.WARNING, "a listener failed", e);
        }
    }

    static UUID uuid(MemorySegment domain) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(JAVA_BYTE, 37);
            Native.count(UUID_STRING, domain, text);
            return UUID.fromString(text.getString(0));
        }
    }

    @Override
    public void close() {
        callbacks.forEach(callback -> {
            var _ = Native.number(DEREGISTER, connection, callback);
        });
        callbacks.clear();
    }
}
