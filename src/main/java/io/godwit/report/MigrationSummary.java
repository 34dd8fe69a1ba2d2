package io.godwit.report;

import io.godwit.journal.Felt;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.model.Mode;
import io.godwit.plan.Planning.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A migration in a list, as the API has it (openapi.yaml). */
public record MigrationSummary(String id, String vm, UUID uuid, String kind, Optional<String> mode, String policy,
        String outcome, String reason, Instant startedAt, Optional<Instant> endedAt, boolean cancelRequested,
        String from,
        String to, List<DiskChange> disks, Optional<Double> seconds, Optional<Long> downtimeMillis,
        Optional<Long> freezeMillis, Optional<Long> longestGapMillis, Optional<Long> standstillGapMillis) {
    public MigrationSummary {
        disks = List.copyOf(disks);
    }

    public static MigrationSummary of(MigrationRecord migration, Measured measured, List<Felt> felts) {
        Plan plan = migration.plan();
        Optional<Felt> seen = Felt.ofScreen(felts);
        return new MigrationSummary(migration.id().value(), plan.request().vm(), plan.vm(), plan.kind().label(),
                plan.mode().map(Mode::label), plan.request().care().policy().label(), migration.outcome().label(),
                migration.reason(), migration.began(), migration.ended(), cancelRequested(migration),
                plan.before().hypervisor(), plan.after().hypervisor(), DiskChange.of(plan),
                migration.ended().map(ended -> seconds(migration.began(), ended)),
                measured.downtime().map(Duration::toMillis), seen.map(felt -> Math.round(felt.freezeMillis())),
                seen.map(felt -> Math.round(felt.longestGapMillis())),
                seen.map(felt -> Math.round(felt.standstillGapMillis())));
    }

    private static boolean cancelRequested(MigrationRecord migration) {
        return migration.cancelRequested() && migration.outcome() != Outcome.DONE;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
