package io.godwit.watch;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.Journal;
import io.godwit.report.MigrationSummary;
import io.godwit.report.SampleState;
import io.godwit.report.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the open migrations in the journal, whichever process works on them. For one thread. */
final class JournalTail {
    private final Journal journal;
    private final Map<MigrationId, Followed> followed = new LinkedHashMap<>();

    JournalTail(Journal journal) {
        this.journal = journal;
    }

    /**
     * What is new.
     *
     * @param open those under way with their last sample
     * @param changes in the order in which they are told
     */
    record News(Map<MigrationRecord, Optional<Sample>> open, List<Change> changes) {}

    private static final class Followed {
        MigrationRecord record;
        boolean told;
        final Map<Integer, StepRecord> steps = new LinkedHashMap<>();
        Instant lastSampleAt = Instant.EPOCH;
        Optional<Sample> lastSample = Optional.empty();
        long samples;

        Followed(MigrationRecord record) {
            this.record = record;
        }
    }

    News read() {
        List<Change> changes = new ArrayList<>();
        Map<MigrationId, MigrationRecord> open = new LinkedHashMap<>();
        journal.openMigrations().forEach(migration -> open.put(migration.id(), migration));
        open.forEach((id, migration) -> followed.computeIfAbsent(id, _ -> new Followed(migration)));
        for (MigrationId id : List.copyOf(followed.keySet())) {
            Optional.ofNullable(open.get(id)).or(() -> journal.migration(id))
                    .ifPresent(migration -> follow(migration, changes));
        }
        followed.keySet().retainAll(open.keySet());
        Map<MigrationRecord, Optional<Sample>> under = new LinkedHashMap<>();
        followed.values().forEach(one -> under.put(one.record, one.lastSample));
        return new News(under, changes);
    }

    private void follow(MigrationRecord migration, List<Change> changes) {
        Followed one = followed.computeIfAbsent(migration.id(), _ -> new Followed(migration));
        String id = migration.id().value();
        boolean begins = !one.told;
        boolean differs = !migration.outcome().equals(one.record.outcome())
                || migration.cancelRequested() != one.record.cancelRequested();
        if (begins) {
            changes.add(new Change.Migration(summary(migration)));
        }
        for (StepRecord step : journal.steps(migration.id())) {
            if (!step.equals(one.steps.put(step.sequence(), step))) {
                changes.add(new Change.Step(id, StepState.of(step)));
            }
        }
        for (Sample sample : journal.samples(migration.id(), one.lastSampleAt)) {
            one.samples++;
            one.lastSampleAt = sample.at();
            one.lastSample = Optional.of(sample);
            changes.add(new Change.Sampled(id, SampleState.of(one.samples, sample)));
        }
        if (!begins && differs) {
            changes.add(new Change.Migration(summary(migration)));
        }
        one.told = true;
        one.record = migration;
    }

    private MigrationSummary summary(MigrationRecord migration) {
        return MigrationSummary.of(migration, journal.measured(migration.id()), journal.felts(migration.id()));
    }
}
