package io.godwit.execute;

import io.godwit.model.GodwitException;
import io.godwit.plan.Step;
import java.util.Optional;

/** A VM's memory and the export of its disk at the same time; the switchover waits until the export has arrived. */
final class MoveTogetherWork implements StepWork {
    private final MoveExportWork export;
    private final MemoryWork memory;
    private Optional<Advance.Done> exportDone = Optional.empty();
    private Optional<Advance.Done> memoryDone = Optional.empty();
    private Optional<GodwitException> failure = Optional.empty();
    private boolean switchedBefore;

    MoveTogetherWork(Step.MoveTogether step, StepContext context) {
        this.export = new MoveExportWork(step.export(), context);
        this.memory = new MemoryWork(step.memory(), context, true);
    }

    @Override
    public Advance advance() {
        if (failure.isEmpty() && exportDone.isEmpty() && memory.moving()) {
            moveExport();
        }
        if (memoryDone.isEmpty()) {
            Advance advance = memory.advance();
            if (advance instanceof Advance.Done done) {
                switchedBefore = exportDone.isEmpty();
                memoryDone = Optional.of(done);
                return together(Advance.again(20));
            }
            return together(advance);
        }
        return together(Advance.again(20));
    }

    private Advance together(Advance otherwise) {
        if (memoryDone.isPresent() && failure.isPresent()) {
            throw failure.get();
        }
        return memoryDone.isPresent() && exportDone.isPresent()
                ? Advance.done(exportDone.get().detail() + "; " + memoryDone.get().detail()
                        + (switchedBefore ? ", before the export had arrived" : ", after the export had arrived"))
                : otherwise;
    }

    /** Where the export cannot be moved, the memory is given up too: the VM stays where it is. */
    private void moveExport() {
        try {
            if (export.advance() instanceof Advance.Done done) {
                exportDone = Optional.of(done);
                memory.release();
            }
        } catch (GodwitException.Unreachable silent) {
            throw silent;
        } catch (GodwitException problem) {
            failure = Optional.of(problem);
            memory.giveUp(problem.truth());
        }
    }

    @Override
    public boolean cancel() {
        boolean moving = export.cancel();
        return memory.cancel() || moving;
    }
}
