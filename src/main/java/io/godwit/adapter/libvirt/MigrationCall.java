package io.godwit.adapter.libvirt;

import io.godwit.model.GodwitException;
import io.godwit.port.Ongoing;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one long call of a migration, on a platform thread of its own: it returns when the migration has ended. */
final class MigrationCall implements Ongoing {
    private final FutureTask<Optional<String>> task;

    private MigrationCall(FutureTask<Optional<String>> task) {
        this.task = task;
    }

    static MigrationCall start(UUID vm, Runnable call) {
        FutureTask<Optional<String>> task = new FutureTask<>(() -> {
            try {
                call.run();
                return Optional.empty();
            } catch (GodwitException problem) {
                return Optional.of(problem.truth());
            }
        });
        Thread.ofPlatform().daemon().name("migrate " + vm).start(task);
        return new MigrationCall(task);
    }

    @Override
    public boolean ended() {
        return task.isDone();
    }

    @Override
    public void await(Duration atMost) {
        try {
            var _ = task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // Still under way, or told by problem().
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Optional<String> problem() {
        return task.state() == FutureTask.State.SUCCESS
                ? task.resultNow()
                : Optional.of(String.valueOf(task.exceptionNow()));
    }
}
