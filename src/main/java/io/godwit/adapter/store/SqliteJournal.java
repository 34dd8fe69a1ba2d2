package io.godwit.adapter.store;

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
import io.godwit.model.GodwitException.Stuck;
import io.godwit.model.MigrationId;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import io.godwit.port.Journal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal in one SQLite file: write-ahead log, synchronous=FULL, so that what was written is on the disk. Several
 * processes may have it open. Thread-safe: one connection behind the object's lock.
 */
public final class SqliteJournal implements Journal {
    private static final int REMEMBERED = 40;
    private final Sql sql;
    private final Json json = new Json();

    private SqliteJournal(Sql sql) {
        this.sql = sql;
    }

    /**
     * Opens or makes the journal in a folder.
     *
     * @throws Stuck where the folder cannot be written or the file is no journal of ours
     */
    public static SqliteJournal open(Path folder) {
        return new SqliteJournal(JournalFile.open(folder));
    }

    @Override
    public synchronized MigrationRecord open(MigrationId id, Plan plan, Owner owner, Instant now) {
        try {
            sql.transaction(() -> {
                sql.update("""
                        INSERT INTO migration (id, vm, plan, outcome, reason, began_at, measured,
                            owner_boot, owner_pid, owner_start, epoch) VALUES (?, ?, ?, ?, '', ?, ?, ?, ?, ?, 1)""",
                        id.value(), plan.vm().toString(), json.write(plan), Outcome.RUNNING.name(), now.toString(),
                        json.write(Measured.NOTHING), owner.bootId(), owner.pid(), owner.startMillis());
                insertSteps(id, 0, plan.steps());
            });
        } catch (Stuck e) {
            throw uniqueViolated(e) ? underWay(plan) : e;
        }
        return find(id);
    }

    private static boolean uniqueViolated(Stuck e) {
        return e.getCause() instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
    }

    private void insertSteps(MigrationId id, int from, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            sql.update("INSERT INTO step (migration, sequence, step, state) VALUES (?, ?, ?, ?)", id.value(), from + i,
                    json.write(steps.get(i)), StepRecord.State.PLANNED.name());
        }
    }

    private MigrationRecord find(MigrationId id) {
        return migration(id).orElseThrow(() -> new NotFound("there is no migration " + id, "godwit get migrations"));
    }

    @Override
    public synchronized Optional<MigrationRecord> migration(MigrationId id) {
        return sql.first("SELECT * FROM migration WHERE id = ?", this::migration, id.value());
    }

    @Override
    public synchronized Optional<MigrationRecord> openMigrationOf(UUID vm) {
        return sql.first("SELECT * FROM migration WHERE vm = ? AND ended_at IS NULL", this::migration, vm.toString());
    }

    @Override
    public synchronized List<MigrationRecord> openMigrations() {
        return sql.query("SELECT * FROM migration WHERE ended_at IS NULL ORDER BY began_at", this::migration);
    }

    @Override
    public synchronized List<MigrationRecord> migrations() {
        return sql.query("SELECT * FROM migration ORDER BY began_at DESC, id DESC", this::migration);
    }

    /** Ids begin with the time, so that their order is that of time. */
    @Override
    public synchronized List<MigrationRecord> migrations(MigrationQuery query) {
        StringBuilder where = new StringBuilder("SELECT * FROM migration WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        query.vm().ifPresent(vm -> {
            where.append(" AND (vm = ? OR instr(lower(json_extract(plan, '$.request.vm')), lower(?)) > 0)");
            values.addAll(List.of(vm, vm));
        });
        if (!query.outcomes().isEmpty()) {
            where.append(" AND outcome IN (").append(String.join(", ", Collections.nCopies(query.outcomes().size(),
                    "?"))).append(')');
            query.outcomes().forEach(outcome -> values.add(outcome.name()));
        }
        query.before().ifPresent(id -> {
            where.append(" AND id < ?");
            values.add(id.value());
        });
        values.add(query.limit());
        return sql.query(where.append(" ORDER BY id DESC LIMIT ?").toString(), this::migration, values.toArray());
    }

    private MigrationRecord migration(ResultSet row) throws SQLException {
        Owner owner = new Owner(row.getString("owner_boot"), row.getLong("owner_pid"), row.getLong("owner_start"),
                row.getLong("epoch"));
        return new MigrationRecord(new MigrationId(row.getString("id")), json.plan(row.getString("plan")),
                Outcome.valueOf(row.getString("outcome")), row.getString("reason"),
                Instant.parse(row.getString("began_at")), time(row, "ended_at"), row.getBoolean("cancel_requested"),
                owner);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Instant::parse);
    }

    @Override
    public synchronized Owner takeOver(MigrationId id, Owner gone, Owner successor) {
        Owner next = successor.succeeding(gone);
        int changed = sql.update("""
                UPDATE migration SET owner_boot = ?, owner_pid = ?, owner_start = ?, epoch = ?
                WHERE id = ? AND epoch = ? AND ended_at IS NULL""", next.bootId(), next.pid(), next.startMillis(),
                next.epoch(), id.value(), gone.epoch());
        if (changed == 0) {
            throw lost(id);
        }
        return next;
    }

    @Override
    public synchronized Owner reopen(MigrationId id, Owner successor) {
        MigrationRecord ended = find(id);
        if (ended.outcome() != Outcome.NEEDS_PERSON) {
            throw notForAPerson(ended);
        }
        boolean back = steps(id).stream().anyMatch(step -> step.state() == StepRecord.State.DROPPED);
        Owner next = successor.succeeding(ended.owner());
        try {
            owned(id, ended.owner(), () -> {
                sql.update("""
                        UPDATE migration SET outcome = ?, ended_at = NULL, owner_boot = ?, owner_pid = ?,
                            owner_start = ?, epoch = ? WHERE id = ?""",
                        (back ? Outcome.GOING_BACK : Outcome.RUNNING).name(), next.bootId(), next.pid(),
                        next.startMillis(), next.epoch(), id.value());
                sql.update("""
                        UPDATE step SET state = 'PLANNED', ended_at = NULL, detail = '' WHERE migration = ?
                            AND sequence = (SELECT max(sequence) FROM step WHERE migration = ? AND state = 'FAILED')""",
                        id.value(), id.value());
            });
        } catch (Stuck e) {
            throw uniqueViolated(e) ? underWay(ended.plan()) : e;
        }
        return next;
    }

    private static Refused notForAPerson(MigrationRecord migration) {
        return new Refused(migration.id() + " does not wait for a person: " + migration.outcome().label(),
                "godwit report " + migration.id());
    }

    private static Refused underWay(Plan plan) {
        return new Refused("a migration of " + plan.request().vm() + " is under way", "godwit get migrations");
    }

    @Override
    public synchronized void requireOwner(MigrationId id, Owner owner) {
        requireEpoch("SELECT epoch FROM migration WHERE id = ? AND ended_at IS NULL", id, owner);
    }

    private void requireEpoch(String select, MigrationId id, Owner owner) {
        long epoch = sql.first(select, row -> row.getLong(1), id.value()).orElseThrow(() -> lost(id));
        if (epoch != owner.epoch()) {
            throw lost(id);
        }
    }

    private static Refused lost(MigrationId id) {
        return new Refused("another process works on " + id + " now, or it has ended", "godwit watch " + id);
    }

    @Override
    public synchronized void requestCancel(MigrationId id) {
        sql.update("UPDATE migration SET cancel_requested = 1 WHERE id = ? AND ended_at IS NULL", id.value());
    }

    @Override
    public synchronized boolean cancelRequested(MigrationId id) {
        return sql.first("SELECT cancel_requested FROM migration WHERE id = ?", row -> row.getBoolean(1), id.value())
                .orElse(false);
    }

    @Override
    public synchronized List<StepRecord> steps(MigrationId id) {
        return sql.query("SELECT * FROM step WHERE migration = ? ORDER BY sequence",
                row -> new StepRecord(row.getInt("sequence"), json.step(row.getString("step")),
                        StepRecord.State.valueOf(row.getString("state")), time(row, "began_at"), time(row, "ended_at"),
                        row.getString("detail")),
                id.value());
    }

    @Override
    public synchronized void beginStep(MigrationId id, Owner owner, int sequence, Instant now) {
        owned(id, owner, () -> sql.update("""
                UPDATE step SET state = 'BEGUN', began_at = coalesce(began_at, ?)
                WHERE migration = ? AND sequence = ?""", now.toString(), id.value(), sequence));
    }

    @Override
    public synchronized void endStep(MigrationId id, Owner owner, int sequence, String detail, Instant now) {
        owned(id, owner, () -> endStep(id, sequence, StepRecord.State.DONE, detail, now));
    }

    private void endStep(MigrationId id, int sequence, StepRecord.State state, String detail, Instant now) {
        sql.update("UPDATE step SET state = ?, ended_at = ?, detail = ? WHERE migration = ? AND sequence = ?",
                state.name(), now.toString(), detail, id.value(), sequence);
    }

    private void fail(MigrationId id, StepFailure failure) {
        endStep(id, failure.sequence(), StepRecord.State.FAILED, failure.detail(), failure.at());
    }

    @Override
    public synchronized void giveUp(MigrationId id, Owner owner, StepFailure failure, String reason) {
        owned(id, owner, () -> {
            fail(id, failure);
            end(id, Outcome.NEEDS_PERSON, reason, failure.at());
        });
    }

    @Override
    public synchronized void turnBack(MigrationId id, Owner owner, StepFailure failure, String reason,
            List<Step> wayBack) {
        owned(id, owner, () -> {
            fail(id, failure);
            sql.update("UPDATE step SET state = 'DROPPED' WHERE migration = ? AND state = 'PLANNED'", id.value());
            int next = sql.first("SELECT max(sequence) + 1 FROM step WHERE migration = ?", row -> row.getInt(1),
                    id.value()).orElse(0);
            insertSteps(id, next, wayBack);
            sql.update("UPDATE migration SET outcome = ?, reason = ? WHERE id = ?", Outcome.GOING_BACK.name(), reason,
                    id.value());
        });
    }

    @Override
    public synchronized void end(MigrationId id, Owner owner, Outcome outcome, String reason, Instant now) {
        owned(id, owner, () -> end(id, outcome, reason, now));
    }

    private void end(MigrationId id, Outcome outcome, String reason, Instant now) {
        sql.update("UPDATE migration SET outcome = ?, reason = ?, ended_at = ? WHERE id = ?", outcome.name(), reason,
                now.toString(), id.value());
    }

    @Override
    public synchronized void sample(MigrationId id, Sample sample) {
        sql.update("INSERT INTO sample (migration, at_micros, sample) VALUES (?, ?, ?)", id.value(),
                micros(sample.at()), json.write(sample));
    }

    @Override
    public synchronized List<Sample> samples(MigrationId id, Instant after) {
        return sql.query("SELECT sample FROM sample WHERE migration = ? AND at_micros > ? ORDER BY at_micros",
                row -> json.sample(row.getString(1)), id.value(), micros(after));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public synchronized void note(MigrationId id, Owner owner, String key, String value) {
        owned(id, owner, () -> sql.update("""
                INSERT INTO note (migration, name, value) VALUES (?, ?, ?)
                ON CONFLICT (migration, name) DO UPDATE SET value = excluded.value""", id.value(), key, value));
    }

    @Override
    public synchronized Map<String, String> notes(MigrationId id) {
        Map<String, String> notes = new TreeMap<>();
        sql.query("SELECT name, value FROM note WHERE migration = ?",
                row -> Map.entry(row.getString(1), row.getString(2)), id.value())
                .forEach(note -> notes.put(note.getKey(), note.getValue()));
        return notes;
    }

    @Override
    public synchronized void felt(MigrationId id, Felt felt) {
        sql.update("""
                INSERT INTO felt (migration, probe, felt) VALUES (?, ?, ?)
                ON CONFLICT (migration, probe) DO UPDATE SET felt = excluded.felt""", id.value(), felt.probe(),
                json.write(felt));
    }

    @Override
    public synchronized List<Felt> felts(MigrationId id) {
        return sql.query("SELECT felt FROM felt WHERE migration = ? ORDER BY probe DESC",
                row -> json.felt(row.getString(1)), id.value());
    }

    @Override
    public synchronized void marks(MigrationId id, List<Mark> marks) {
        sql.transaction(
                () -> marks.forEach(mark -> sql.update("INSERT INTO mark (migration, at_micros, mark) VALUES (?, ?, ?)",
                        id.value(), micros(mark.at()), json.write(mark))));
    }

    @Override
    public synchronized List<Mark> marks(MigrationId id) {
        return sql.query("SELECT mark FROM mark WHERE migration = ? ORDER BY at_micros",
                row -> json.mark(row.getString(1)), id.value());
    }

    @Override
    public synchronized void remember(MigrationId id, Past past) {
        sql.update("INSERT OR REPLACE INTO past (migration, past) VALUES (?, ?)", id.value(), json.write(past));
    }

    @Override
    public synchronized List<Past> past() {
        return sql.query("""
                SELECT past.past, felt.felt FROM past LEFT JOIN felt
                ON felt.migration = past.migration AND felt.probe = 'screen'
                ORDER BY past.migration DESC LIMIT ?""", row -> {
            Past past = json.past(row.getString(1));
            return Optional.ofNullable(row.getString(2)).map(json::felt)
                    .map(felt -> past.seen(Duration.ofMillis(Math.round(felt.freezeMillis())))).orElse(past);
        }, REMEMBERED);
    }

    @Override
    public synchronized void measured(MigrationId id, Owner owner, Measured measured) {
        owned(id, owner, () -> sql.update("UPDATE migration SET measured = ? WHERE id = ?", json.write(measured),
                id.value()));
    }

    @Override
    public synchronized Measured measured(MigrationId id) {
        return sql.first("SELECT measured FROM migration WHERE id = ?", row -> json.measured(row.getString(1)),
                id.value()).orElseThrow();
    }

    /** A change on behalf of a migration's owner: nothing is written once another process has taken over. */
    private void owned(MigrationId id, Owner owner, Sql.Work change) {
        sql.transaction(() -> {
            requireEpoch("SELECT epoch FROM migration WHERE id = ?", id, owner);
            change.run();
        });
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
