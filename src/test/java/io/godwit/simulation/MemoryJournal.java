package io.godwit.simulation;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationQuery;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.journal.StepFailure;
import io.godwit.journal.StepRecord;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import io.godwit.port.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The journal in memory, with the promises of the real one: JournalContractTest holds both to them. */
public final class MemoryJournal implements Journal {
    private final Map<MigrationId, Entry> entries = new LinkedHashMap<>();
    private final Boundary boundary;

    /** A journal whose every write passes the boundary. */
    MemoryJournal(Boundary boundary) {
        this.boundary = boundary;
    }

    public static MemoryJournal open() {
        return new MemoryJournal(Boundary.OPEN);
    }

    private static final class Entry {
        MigrationRecord record;
        List<StepRecord> steps = new ArrayList<>();
        final List<Sample> samples = new ArrayList<>();
        final Map<String, String> notes = new TreeMap<>();
        final Map<String, Felt> felts = new TreeMap<>();
        final List<Mark> marks = new ArrayList<>();
        Optional<Past> past = Optional.empty();
        Measured measured = Measured.NOTHING;

        Entry(MigrationRecord record) {
            this.record = record;
        }
    }

    @Override
    public MigrationRecord open(MigrationId id, Plan plan, Owner owner, Instant now) {
        return boundary.write(() -> {
            if (openMigrationOf(plan.vm()).isPresent()) {
                throw new Refused("a migration of " + plan.request().vm() + " is under way", "godwit get migrations");
            }
            Owner first = new Owner(owner.bootId(), owner.pid(), owner.startMillis(), 1);
            Entry entry = new Entry(
                    new MigrationRecord(id, plan, Outcome.RUNNING, "", now, Optional.empty(), false, first));
            append(entry, plan.steps());
            entries.put(id, entry);
            return entry.record;
        });
    }

    private static void append(Entry entry, List<Step> steps) {
        for (Step step : steps) {
            entry.steps.add(new StepRecord(entry.steps.size(), step, StepRecord.State.PLANNED, Optional.empty(),
                    Optional.empty(), ""));
        }
    }

    private Entry entry(MigrationId id) {
        return Optional.ofNullable(entries.get(id))
                .orElseThrow(() -> new NotFound("there is no migration " + id, "godwit get migrations"));
    }

    private void owned(MigrationId id, Owner owner, Runnable change) {
        boundary.write(() -> {
            if (!entries.containsKey(id) || entry(id).record.owner().epoch() != owner.epoch()) {
                throw lost(id);
            }
            change.run();
        });
    }

    private static Refused lost(MigrationId id) {
        return new Refused("another process works on " + id + " now, or it has ended", "godwit watch " + id);
    }

    @Override
    public Optional<MigrationRecord> migration(MigrationId id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.record);
    }

    @Override
    public Optional<MigrationRecord> openMigrationOf(UUID vm) {
        return migrations().stream().filter(record -> record.plan().vm().equals(vm))
                .filter(record -> record.ended().isEmpty()).findFirst();
    }

    @Override
    public List<MigrationRecord> openMigrations() {
        return migrations().stream().filter(record -> record.ended().isEmpty()).toList().reversed();
    }

    @Override
    public List<MigrationRecord> migrations() {
        return new ArrayList<>(entries.values().stream().map(entry -> entry.record).toList()).reversed();
    }

    @Override
    public List<MigrationRecord> migrations(MigrationQuery query) {
        return migrations().stream()
                .filter(record -> query.vm().filter(vm -> !named(record, vm)).isEmpty())
                .filter(record -> query.outcomes().isEmpty() || query.outcomes().contains(record.outcome()))
                .filter(record -> query.before().filter(id -> record.id().value().compareTo(id.value()) >= 0).isEmpty())
                .limit(query.limit()).toList();
    }

    private static boolean named(MigrationRecord record, String vm) {
        return record.plan().vm().toString().equals(vm) || record.plan().request().vm()
                .toLowerCase(Locale.ROOT).contains(vm.toLowerCase(Locale.ROOT));
    }

    @Override
    public Owner takeOver(MigrationId id, Owner gone, Owner successor) {
        return boundary.write(() -> {
            Entry entry = entry(id);
            if (entry.record.owner().epoch() != gone.epoch() || entry.record.ended().isPresent()) {
                throw lost(id);
            }
            Owner next = successor.succeeding(gone);
            MigrationRecord was = entry.record;
            entry.record = new MigrationRecord(id, was.plan(), was.outcome(), was.reason(), was.began(), was.ended(),
                    was.cancelRequested(), next);
            return next;
        });
    }

    @Override
    public Owner reopen(MigrationId id, Owner successor) {
        return boundary.write(() -> {
            Entry entry = entry(id);
            MigrationRecord was = entry.record;
            if (was.outcome() != Outcome.NEEDS_PERSON) {
                throw new Refused(id + " does not wait for a person: " + was.outcome().label(), "godwit report " + id);
            }
            if (openMigrationOf(was.plan().vm()).isPresent()) {
                throw new Refused("a migration of the VM is under way", "godwit get migrations");
            }
            boolean back = entry.steps.stream().anyMatch(step -> step.state() == StepRecord.State.DROPPED);
            int failed = entry.steps.stream().filter(step -> step.state() == StepRecord.State.FAILED)
                    .mapToInt(StepRecord::sequence).max().orElseThrow();
            change(id, failed, step -> new StepRecord(failed, step.step(), StepRecord.State.PLANNED, step.began(),
                    Optional.empty(), ""));
            Owner next = successor.succeeding(was.owner());
            entry.record = new MigrationRecord(id, was.plan(), back ? Outcome.GOING_BACK : Outcome.RUNNING,
                    was.reason(), was.began(), Optional.empty(), was.cancelRequested(), next);
            return next;
        });
    }

    @Override
    public void requireOwner(MigrationId id, Owner owner) {
        MigrationRecord record = entry(id).record;
        if (record.owner().epoch() != owner.epoch() || record.ended().isPresent()) {
            throw lost(id);
        }
    }

    @Override
    public void requestCancel(MigrationId id) {
        Entry entry = entry(id);
        MigrationRecord was = entry.record;
        if (was.ended().isEmpty()) {
            entry.record = new MigrationRecord(id, was.plan(), was.outcome(), was.reason(), was.began(), was.ended(),
                    true, was.owner());
        }
    }

    @Override
    public boolean cancelRequested(MigrationId id) {
        return migration(id).filter(MigrationRecord::cancelRequested).isPresent();
    }

    @Override
    public List<StepRecord> steps(MigrationId id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> List.copyOf(entry.steps)).orElse(List.of());
    }

    private void change(MigrationId id, int sequence, UnaryOperator<StepRecord> change) {
        entry(id).steps.replaceAll(step -> step.sequence() == sequence ? change.apply(step) : step);
    }

    @Override
    public void beginStep(MigrationId id, Owner owner, int sequence, Instant now) {
        owned(id, owner, () -> change(id, sequence, step -> new StepRecord(sequence, step.step(),
                StepRecord.State.BEGUN, step.began().or(() -> Optional.of(now)), step.ended(), step.detail())));
    }

    @Override
    public void endStep(MigrationId id, Owner owner, int sequence, String detail, Instant now) {
        owned(id, owner, () -> endStep(id, sequence, StepRecord.State.DONE, detail, now));
    }

    private void endStep(MigrationId id, int sequence, StepRecord.State state, String detail, Instant now) {
        change(id, sequence,
                step -> new StepRecord(sequence, step.step(), state, step.began(), Optional.of(now), detail));
    }

    private void fail(MigrationId id, StepFailure failure) {
        endStep(id, failure.sequence(), StepRecord.State.FAILED, failure.detail(), failure.at());
    }

    @Override
    public void giveUp(MigrationId id, Owner owner, StepFailure failure, String reason) {
        owned(id, owner, () -> {
            fail(id, failure);
            end(id, Outcome.NEEDS_PERSON, reason, failure.at());
        });
    }

    @Override
    public void turnBack(MigrationId id, Owner owner, StepFailure failure, String reason, List<Step> wayBack) {
        owned(id, owner, () -> {
            fail(id, failure);
            Entry entry = entry(id);
            entry.steps.replaceAll(step -> step.state() == StepRecord.State.PLANNED
                    ? new StepRecord(step.sequence(), step.step(), StepRecord.State.DROPPED, step.began(), step.ended(),
                            step.detail())
                    : step);
            append(entry, wayBack);
            MigrationRecord was = entry.record;
            entry.record = new MigrationRecord(id, was.plan(), Outcome.GOING_BACK, reason, was.began(), was.ended(),
                    was.cancelRequested(), was.owner());
        });
    }

    @Override
    public void end(MigrationId id, Owner owner, Outcome outcome, String reason, Instant now) {
        owned(id, owner, () -> end(id, outcome, reason, now));
    }

    private void end(MigrationId id, Outcome outcome, String reason, Instant now) {
        Entry entry = entry(id);
        MigrationRecord was = entry.record;
        entry.record = new MigrationRecord(id, was.plan(), outcome, reason, was.began(), Optional.of(now),
                was.cancelRequested(), was.owner());
    }

    @Override
    public void sample(MigrationId id, Sample sample) {
        entry(id).samples.add(sample);
    }

    @Override
    public List<Sample> samples(MigrationId id, Instant after) {
        return entry(id).samples.stream().filter(sample -> sample.at().isAfter(after)).toList();
    }

    @Override
    public void note(MigrationId id, Owner owner, String key, String value) {
        owned(id, owner, () -> entry(id).notes.put(key, value));
    }

    @Override
    public Map<String, String> notes(MigrationId id) {
        return Map.copyOf(entry(id).notes);
    }

    @Override
    public void felt(MigrationId id, Felt felt) {
        entry(id).felts.put(felt.probe(), felt);
    }

    @Override
    public List<Felt> felts(MigrationId id) {
        return List.copyOf(entry(id).felts.values()).reversed();
    }

    @Override
    public void marks(MigrationId id, List<Mark> marks) {
        entry(id).marks.addAll(marks);
    }

    @Override
    public List<Mark> marks(MigrationId id) {
        return List.copyOf(entry(id).marks);
    }

    @Override
    public void remember(MigrationId id, Past past) {
        boundary.write(() -> {
            entry(id).past = Optional.of(past);
        });
    }

    @Override
    public List<Past> past() {
        return new ArrayList<>(entries.values().stream().flatMap(entry -> entry.past.stream()).toList()).reversed();
    }

    @Override
    public void measured(MigrationId id, Owner owner, Measured measured) {
        owned(id, owner, () -> entry(id).measured = measured);
    }

    @Override
    public Measured measured(MigrationId id) {
        return entry(id).measured;
    }

    @Override
    public void close() {}
}
