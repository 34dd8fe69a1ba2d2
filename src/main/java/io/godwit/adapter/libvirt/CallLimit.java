package io.godwit.adapter.libvirt;

import io.godwit.model.GodwitException.Unreachable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The time that one host has for one call. A QEMU that waits for its NAS answers nobody, and libvirt, which lets others wait 30 s
 * for the VM (QEMU_JOB_WAIT_TIME), waits for QEMU itself for ever.
 *
 * @param overrun runs where a call has lasted longer; the call is left to its own end
 */
record CallLimit(String host, Duration limit, Runnable overrun) {
    /** Longer than libvirt lets others wait for a VM, so that its own word comes first. */
    static final Duration USUAL = Duration.ofSeconds(40);

    private static final ExecutorService CALLS = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("libvirt call ", 0).factory());

    /**
     * What the call answers, or throws.
     *
     * @throws Unreachable where it does neither in time
     */
    <T> T within(Supplier<T> call) {
        Future<T> answer = CALLS.submit(call::get);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            overrun.run();
            throw new Unreachable(host, "a call has lasted longer than " + limit.toSeconds() + " s", e);
        } catch (ExecutionException _) {
            throw own(answer.exceptionNow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static RuntimeException own(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
