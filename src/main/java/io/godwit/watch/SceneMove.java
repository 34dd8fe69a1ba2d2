package io.godwit.watch;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.plan.Planning.Plan;
import io.godwit.report.DiskChange;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A migration under way in the scene (openapi.yaml).
 *
 * @param phase empty before the first sample
 * @param percent of the phase
 */
public record SceneMove(String id, String vm, UUID uuid, String kind, String outcome, String phase, int percent,
        String from, String to, List<DiskChange> disks) {
    public SceneMove {
        disks = List.copyOf(disks);
    }

    static SceneMove of(MigrationRecord migration, Optional<Sample> last) {
        Plan plan = migration.plan();
        return new SceneMove(migration.id().value(), plan.request().vm(), plan.vm(), plan.kind().label(),
                migration.outcome().label(), last.map(Sample::phase).orElse(""), last.map(Sample::percent).orElse(0),
                plan.before().hypervisor(), plan.after().hypervisor(), DiskChange.of(plan));
    }
}
