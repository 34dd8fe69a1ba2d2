package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Step;
import java.util.List;
import java.util.stream.Stream;

/** Other migrations that would feel it if an export stood still now. The plan has asked before; one may have begun since. */
record Traffic(StepContext context) {
    void requireQuiet(FloatingExport export) {
        List<String> critical = context.journal().openMigrations().stream()
                .filter(other -> !other.id().equals(context.id())).filter(other -> uses(other, export))
                .filter(this::critical).map(other -> other.id() + " of " + other.plan().request().vm()).toList();
        if (!critical.isEmpty()) {
            throw new Failed("a migration of a VM on " + export.name() + " is in the middle of its move: "
                    + String.join(", ", critical), "wait for it, then once more");
        }
    }

    private boolean uses(MigrationRecord other, FloatingExport export) {
        return Stream.of(other.plan().before(), other.plan().after()).flatMap(place -> place.disks().values().stream())
                .anyMatch(image -> isOn(image, export));
    }

    private boolean isOn(ImageLocation image, FloatingExport export) {
        return context.cluster().floatingExport(image).filter(export::equals).isPresent();
    }

    private boolean critical(MigrationRecord other) {
        return context.journal().steps(other.id()).stream().filter(step -> step.state() == StepRecord.State.BEGUN)
                .map(StepRecord::step).anyMatch(step -> step instanceof Step.MoveMemory
                        || step instanceof Step.MoveTogether || step instanceof Step.PivotDisk
                        || step instanceof Step.MirrorDisk);
    }
}
