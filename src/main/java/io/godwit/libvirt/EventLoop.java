package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** libvirt's default event loop on one daemon thread of the process; it also carries keepalives. */
final class EventLoop {
    /** So that the loop looks up now and then: without any timer it could wait for ever. */
    private static final int TICK_MILLIS = 1000;

    private static final MethodHandle REGISTER = Native.function("virEventRegisterDefaultImpl");
    private static final MethodHandle RUN = Native.function("virEventRunDefaultImpl");
    private static final MethodHandle ADD_TIMEOUT = Native.function("virEventAddTimeout", JAVA_INT, ADDRESS, ADDRESS,
            ADDRESS);
    private static final MethodHandle SET_ERROR_FUNC = Native.function("virSetErrorFunc", ADDRESS, ADDRESS);

    private static final MethodHandle UPDATE_TIMEOUT = Native.function("virEventUpdateTimeout", JAVA_INT, JAVA_INT);

    private static final EventLoop RUNNING = new EventLoop();

    private final Thread thread;
    private final int timer;
    private volatile boolean stopping;

    private EventLoop() {
        silenceStandardError();
        Native.count(REGISTER);
        timer = Native.count(ADD_TIMEOUT, TICK_MILLIS,
                upcall("tick", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS), int.class, MemorySegment.class),
                MemorySegment.NULL, MemorySegment.NULL);
        thread = Thread.ofPlatform().daemon().name("libvirt events").start(this::loop);
    }

    /** The library prints every error unless it is told where to put it; ours become exceptions. */
    private static void silenceStandardError() {
        Native.run(SET_ERROR_FUNC, MemorySegment.NULL,
                upcall("ignoreError", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS),
                        MemorySegment.class, MemorySegment.class));
    }

    private static MemorySegment upcall(String name, FunctionDescriptor descriptor, Class<?>... parameters) {
        try {
            MethodHandle target = MethodHandles.lookup().findStatic(EventLoop.class, name,
                    MethodType.methodType(void.class, parameters));
            return Native.linker().upcallStub(target, descriptor, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Must be called before the first connection is opened. */
    static void ensureRunning() {
        if (RUNNING == null) {
            throw new IllegalStateException("libvirt's event loop does not run");
        }
    }

    @SuppressWarnings("unused") // called by libvirt
    private static void tick(int timer, MemorySegment opaque) {}

    @SuppressWarnings("unused") // called by libvirt
    private static void ignoreError(MemorySegment opaque, MemorySegment error) {}

    private void loop() {
        while (!stopping) {
            var _ = Native.number(RUN);
        }
    }

    /** The JVM waits 300 ms at its end for a thread that is inside a library: this one comes out. */
    static void stop() {
        RUNNING.stopping = true;
        var _ = Native.number(UPDATE_TIMEOUT, RUNNING.timer, 0);
        try {
            RUNNING.thread.join(java.time.Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
