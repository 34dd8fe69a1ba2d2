package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.function.Consumer;

/** QEMU's own events of a host's VMs (libvirt-qemu.h). They come on the event loop's thread; close it before the connection. */
public final class MonitorSubscription implements AutoCloseable {
    private static final FunctionDescriptor CALLBACK = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG,
            JAVA_INT, ADDRESS, ADDRESS);

    private static final MethodHandle REGISTER = Native.qemuFunction("virConnectDomainQemuMonitorEventRegister", 7);
    private static final MethodHandle DEREGISTER = Native.qemuFunction("virConnectDomainQemuMonitorEventDeregister", 2);

    private final MemorySegment connection;
    private final Consumer<MonitorEvent> listener;
    private final int callback;

    private MonitorSubscription(MemorySegment connection, Consumer<MonitorEvent> listener) {
        this.connection = connection;
        this.listener = listener;
        this.callback = register();
    }

    static MonitorSubscription to(MemorySegment connection, Consumer<MonitorEvent> listener) {
        return new MonitorSubscription(connection, listener);
    }

    /** The stub lives as long as the process: libvirt may still be in it when it is taken back. */
    private int register() {
        try {
            MethodHandle target = MethodHandles.lookup()
                    .findVirtual(MonitorSubscription.class, "event", CALLBACK.toMethodType()).bindTo(this);
            MemorySegment stub = Native.linker().upcallStub(target, CALLBACK, Arena.global());
            return Native.count(REGISTER, connection, MemorySegment.NULL, MemorySegment.NULL, stub, MemorySegment.NULL,
                    MemorySegment.NULL, 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An exception that left a callback would end the JVM. */
    @SuppressWarnings("unused") // called by libvirt
    private void event(MemorySegment conn, MemorySegment domain, MemorySegment name, long seconds, int micros,
            MemorySegment details, MemorySegment opaque) {
        try {
            listener.accept(new MonitorEvent(Subscription.uuid(domain), Instant.ofEpochSecond(seconds, micros * 1000L),
                    Native.borrowed(name), Native.borrowed(details)));
        } catch (RuntimeException e) {
            System.getLogger(MonitorSubscription.class.getName()).log(System.Logger.Level.WARNING, "a listener failed",
                    e);
        }
    }

    @Override
    public void close() {
        var _ = Native.number(DEREGISTER, connection, callback);
    }
}
