package io.godwit.adapter.web;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Requests run on virtual threads; libvirt must be called from platform threads (CONTRIBUTING.md). */
public final class PlatformThreads implements AutoCloseable {
    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("engine ", 0).factory());

    /** Begins work. */
    public <T> Future<T> begin(Supplier<T> work) {
        return threads.submit(work::get);
    }

    /** Does work and waits for it; what it throws is thrown here. */
    public <T> T call(Supplier<T> work) {
        return join(begin(work));
    }

    /** Waits for work. */
    static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
