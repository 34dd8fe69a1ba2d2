package io.godwit.adapter.libvirt;

import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Unreachable;
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
    private final FutureTask<Optional<GodwitException>> task;

    private MigrationCall(FutureTask<Optional<GodwitException>> task) {
        this.task = task;
    }

    static MigrationCall start(UUID vm, Runnable call) {
        FutureTask<Optional<GodwitException>> task = new FutureTask<>(() -> {
            try {
                call.run();
                return Optional.empty();
            } catch (GodwitException problem) {
                return Optional.of(problem);
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
                ? task.resultNow().map(GodwitException::truth)
                : Optional.of(String.valueOf(task.exceptionNow()));
    }

    @Override
    public boolean silent() {
        return task.state() == FutureTask.State.SUCCESS
                && task.resultNow().filter(Unreachable.class::isInstance).isPresent();
    }
}
