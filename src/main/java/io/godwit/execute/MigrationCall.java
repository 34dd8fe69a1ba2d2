package io.godwit.execute;

import io.godwit.model.GodwitException;
import io.godwit.port.HypervisorHost;
import io.godwit.port.MigrateOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;

/** The one long call of a migration, on a platform thread of its own: it returns when the migration has ended. */
final class MigrationCall {
    private final FutureTask<Optional<String>> task;

    private MigrationCall(FutureTask<Optional<String>> task) {
        this.task = task;
    }

    static MigrationCall start(HypervisorHost source, UUID vm, MigrateOrder order) {
        FutureTask<Optional<String>> task = new FutureTask<>(() -> {
            try {
                source.migrate(vm, order);
                return Optional.empty();
            } catch (GodwitException problem) {
                return Optional.of(problem.truth());
            }
        });
        Thread.ofPlatform().daemon().name("migrate " + vm).start(task);
        return new MigrationCall(task);
    }

    boolean ended() {
        return task.isDone();
    }

    /** libvirt's words where it failed; only asked after the end. */
    Optional<String> problem() {
        return task.state() == FutureTask.State.SUCCESS
                ? task.resultNow()
                : Optional.of(String.valueOf(task.exceptionNow()));
    }
}
