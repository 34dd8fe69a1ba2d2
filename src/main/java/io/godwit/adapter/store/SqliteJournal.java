package io.godwit.adapter.store;

import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.MigrationId;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import io.godwit.port.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal in one SQLite file: write-ahead log, synchronous=FULL, so that what was written is on the disk. Several
 * processes may have it open. Thread-safe: one connection behind the object's lock.
 */
public final class SqliteJournal implements Journal {
    private static final int BUSY_MILLIS = 10_000;
    private final Handle handle;
    private final Json json = new Json();

    private SqliteJournal(Handle handle) {
        this.handle = handle;
    }

    /**
     * Opens or makes the journal in a folder.
     *
     * @throws Failed where the folder cannot be written or the file is no journal of ours
     */
    public static SqliteJournal open(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        Path file = folder.resolve("journal.db");
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Files.createDirectories(folder);
            Handle handle = Jdbi.open(source);
            Schema.upgrade(handle);
            return new SqliteJournal(handle);
        } catch (IOException | JdbiException e) {
            throw new Failed("the journal " + file + " cannot be opened: " + e.getMessage(),
                    "make the folder writable, or restore the file from a copy; no VM was touched", e);
        }
    }

    @Override
    public synchronized MigrationRecord open(MigrationId id, Plan plan, Owner owner, Instant now) {
        Owner first = new Owner(owner.bootId(), owner.pid(), owner.startMillis(), 1);
        try {
            handle.useTransaction(transaction -> {
                transaction.createUpdate("""
                        INSERT INTO migration (id, vm, plan, outcome, reason, began_at, measured,
                            owner_boot, owner_pid, owner_start, epoch)
                        VALUES (:id, :vm, :plan, :outcome, '', :now, :measured, :boot, :pid, :start, :epoch)""")
                        .bind("id", id.value()).bind("vm", plan.vm().toString()).bind("plan", json.write(plan))
                        .bind("outcome", Outcome.RUNNING.name()).bind("now", now.toString())
                        .bind("measured", json.write(Measured.NOTHING)).bind("boot", first.bootId())
                        .bind("pid", first.pid()).bind("start", first.startMillis()).bind("epoch", first.epoch())
                        .execute();
                insertSteps(transaction, id, 0, plan.steps());
            });
        } catch (JdbiException e) {
            throw uniqueViolated(e)
                    ? new Refused("a migration of " + plan.request().vm() + " is under way", "godwit get migrations")
                    : e;
        }
        return find(id);
    }

    private static boolean uniqueViolated(JdbiException e) {
        return e.getCause() instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
    }

    private void insertSteps(Handle transaction, MigrationId id, int from, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            transaction
                    .createUpdate(
                            "INSERT INTO step (migration, sequence, step, state) VALUES (:id, :seq, :step, :state)")
                    .bind("id", id.value()).bind("seq", from + i).bind("step", json.write(steps.get(i)))
                    .bind("state", StepRecord.State.PLANNED.name()).execute();
        }
    }

    private MigrationRecord find(MigrationId id) {
        return migration(id).orElseThrow(() -> new NotFound("there is no migration " + id, "godwit get migrations"));
    }

    @Override
    public synchronized Optional<MigrationRecord> migration(MigrationId id) {
        return handle.createQuery("SELECT * FROM migration WHERE id = :id").bind("id", id.value())
                .map((row, _) -> migration(row)).findFirst();
    }

    @Override
    public synchronized Optional<MigrationRecord> openMigrationOf(UUID vm) {
        return handle.createQuery("SELECT * FROM migration WHERE vm = :vm AND ended_at IS NULL")
                .bind("vm", vm.toString())
                .map((row, _) -> migration(row)).findFirst();
    }

    @Override
    public synchronized List<MigrationRecord> migrations() {
        return handle.createQuery("SELECT * FROM migration ORDER BY began_at DESC, id DESC")
                .map((row, _) -> migration(row)).list();
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
        Owner next = new Owner(successor.bootId(), successor.pid(), successor.startMillis(), gone.epoch() + 1);
        int changed = handle.createUpdate("""
                UPDATE migration SET owner_boot = :boot, owner_pid = :pid, owner_start = :start, epoch = :epoch
                WHERE id = :id AND epoch = :gone AND ended_at IS NULL""")
                .bind("boot", next.bootId()).bind("pid", next.pid()).bind("start", next.startMillis())
                .bind("epoch", next.epoch()).bind("id", id.value()).bind("gone", gone.epoch()).execute();
        if (changed == 0) {
            throw lost(id);
        }
        return next;
    }

    private static Refused lost(MigrationId id) {
        return new Refused("another process works on " + id + " now, or it has ended", "godwit watch " + id);
    }

    @Override
    public synchronized void requestCancel(MigrationId id) {
        handle.createUpdate("UPDATE migration SET cancel_requested = 1 WHERE id = :id AND ended_at IS NULL")
                .bind("id", id.value()).execute();
    }

    @Override
    public synchronized boolean cancelRequested(MigrationId id) {
        return handle.createQuery("SELECT cancel_requested FROM migration WHERE id = :id").bind("id", id.value())
                .mapTo(Boolean.class).one();
    }

    @Override
    public synchronized List<StepRecord> steps(MigrationId id) {
        return handle.createQuery("SELECT * FROM step WHERE migration = :id ORDER BY sequence").bind("id", id.value())
                .map((row, _) -> new StepRecord(row.getInt("sequence"), json.step(row.getString("step")),
                        StepRecord.State.valueOf(row.getString("state")), time(row, "began_at"), time(row, "ended_at"),
                        row.getString("detail")))
                .list();
    }

    @Override
    public synchronized void beginStep(MigrationId id, Owner owner, int sequence, Instant now) {
        owned(id, owner, transaction -> transaction.createUpdate("""
                UPDATE step SET state = 'BEGUN', began_at = coalesce(began_at, :now)
                WHERE migration = :id AND sequence = :seq""")
                .bind("now", now.toString()).bind("id", id.value()).bind("seq", sequence).execute());
    }

    @Override
    public synchronized void endStep(MigrationId id, Owner owner, int sequence, StepRecord.State state, String detail,
            Instant now) {
        owned(id, owner, transaction -> transaction.createUpdate("""
                UPDATE step SET state = :state, ended_at = :now, detail = :detail
                WHERE migration = :id AND sequence = :seq""")
                .bind("state", state.name()).bind("now", now.toString()).bind("detail", detail).bind("id", id.value())
                .bind("seq", sequence).execute());
    }

    @Override
    public synchronized void turnBack(MigrationId id, Owner owner, String reason, List<Step> wayBack) {
        owned(id, owner, transaction -> {
            transaction.createUpdate("UPDATE step SET state = 'DROPPED' WHERE migration = :id AND state = 'PLANNED'")
                    .bind("id", id.value()).execute();
            int next = transaction.createQuery("SELECT max(sequence) + 1 FROM step WHERE migration = :id")
                    .bind("id", id.value()).mapTo(Integer.class).one();
            insertSteps(transaction, id, next, wayBack);
            transaction.createUpdate("UPDATE migration SET outcome = :outcome, reason = :reason WHERE id = :id")
                    .bind("outcome", Outcome.GOING_BACK.name()).bind("reason", reason).bind("id", id.value()).execute();
        });
    }

    @Override
    public synchronized void end(MigrationId id, Owner owner, Outcome outcome, String reason, Instant now) {
        owned(id, owner, transaction -> transaction.createUpdate(
                "UPDATE migration SET outcome = :outcome, reason = :reason, ended_at = :now WHERE id = :id")
                .bind("outcome", outcome.name()).bind("reason", reason).bind("now", now.toString())
                .bind("id", id.value()).execute());
    }

    @Override
    public synchronized void sample(MigrationId id, Sample sample) {
        handle.createUpdate("INSERT INTO sample (migration, at_micros, sample) VALUES (:id, :at, :sample)")
                .bind("id", id.value()).bind("at", micros(sample.at())).bind("sample", json.write(sample)).execute();
    }

    @Override
    public synchronized List<Sample> samples(MigrationId id, Instant after) {
        return handle.createQuery(
                "SELECT sample FROM sample WHERE migration = :id AND at_micros > :after ORDER BY at_micros")
                .bind("id", id.value()).bind("after", micros(after)).map((row, _) -> json.sample(row.getString(1)))
                .list();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public synchronized void note(MigrationId id, Owner owner, String key, String value) {
        owned(id, owner, transaction -> transaction.createUpdate("""
                INSERT INTO note (migration, name, value) VALUES (:id, :name, :value)
                ON CONFLICT (migration, name) DO UPDATE SET value = excluded.value""")
                .bind("id", id.value()).bind("name", key).bind("value", value).execute());
    }

    @Override
    public synchronized Map<String, String> notes(MigrationId id) {
        Map<String, String> notes = new TreeMap<>();
        handle.createQuery("SELECT name, value FROM note WHERE migration = :id").bind("id", id.value())
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2))).list()
                .forEach(note -> notes.put(note.getKey(), note.getValue()));
        return notes;
    }

    @Override
    public synchronized void measured(MigrationId id, Owner owner, Measured measured) {
        owned(id, owner, transaction -> transaction.createUpdate("UPDATE migration SET measured = :m WHERE id = :id")
                .bind("m", json.write(measured)).bind("id", id.value()).execute());
    }

    @Override
    public synchronized Measured measured(MigrationId id) {
        return handle.createQuery("SELECT measured FROM migration WHERE id = :id").bind("id", id.value())
                .map((row, _) -> json.measured(row.getString(1))).one();
    }

    /** A change on behalf of a migration's owner: nothing is written once another process has taken over. */
    private interface Change {
        void on(Handle transaction);
    }

    private void owned(MigrationId id, Owner owner, Change change) {
        handle.useTransaction(transaction -> {
            long epoch = transaction.createQuery("SELECT epoch FROM migration WHERE id = :id").bind("id", id.value())
                    .mapTo(Long.class).one();
            if (epoch != owner.epoch()) {
                throw lost(id);
            }
            change.on(transaction);
        });
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
