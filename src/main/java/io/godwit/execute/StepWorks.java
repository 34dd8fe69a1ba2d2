package io.godwit.execute;

import io.godwit.plan.Step;

/** Which work does which step. */
final class StepWorks {
    private StepWorks() {}

    static StepWork of(Step step, StepContext context) {
        return switch (step) {
            case Step.CreateImage create -> new CreateImageWork(create, context);
            case Step.CopyBacking copy -> new CopyBackingWork(copy, context);
            case Step.MirrorDisk mirror -> new MirrorWork(mirror, context);
            case Step.PivotDisk pivot -> new PivotWork(pivot, context);
            case Step.AbandonMirror abandon -> new AbandonMirrorWork(abandon, context);
            case Step.MoveMemory move -> new MemoryWork(move, context);
            case Step.Verify verify -> new VerifyWork(verify, context);
            case Step.RemoveImage remove -> new RemoveImageWork(remove, context);
            case Step.WarmServer warm -> new WarmServerWork(warm, context);
            case Step.MoveExport move -> new MoveExportWork(move, context);
            case Step.MoveTogether together -> new MoveTogetherWork(together, context);
            case Step.SettleExport settle -> new SettleExportWork(settle, context);
            case Step.VerifyExport verify -> new VerifyExportWork(verify, context);
        };
    }
}
