package io.godwit.port;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.MigrationId;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept of every migration, durably: a call that returned is on the disk. Writes on behalf of a migration carry
 * the owner and are refused with {@link io.godwit.model.GodwitException.Refused} once another process has taken over.
 */
public interface Journal extends AutoCloseable {
    /**
     * Opens a migration.
     *
     * @throws io.godwit.model.GodwitException.Refused where the VM has an open one already
     */
    MigrationRecord open(MigrationId id, Plan plan, Owner owner, Instant now);

    Optional<MigrationRecord> migration(MigrationId id);

    Optional<MigrationRecord> openMigrationOf(UUID vm);

    /** Newest first. */
    List<MigrationRecord> migrations();

    /** Takes a migration over from a process that is gone; the answer carries the new epoch. */
    Owner takeOver(MigrationId id, Owner gone, Owner successor);

    void requestCancel(MigrationId id);

    boolean cancelRequested(MigrationId id);

    List<StepRecord> steps(MigrationId id);

    void beginStep(MigrationId id, Owner owner, int sequence, Instant now);

    void endStep(MigrationId id, Owner owner, int sequence, StepRecord.State state, String detail, Instant now);

    /** Drops the steps that were not begun and appends those of the way back. */
    void turnBack(MigrationId id, Owner owner, String reason, List<Step> wayBack);

    void end(MigrationId id, Owner owner, Outcome outcome, String reason, Instant now);

    void sample(MigrationId id, Sample sample);

    List<Sample> samples(MigrationId id, Instant after);

    /** Keeps a fact that a later step needs, such as when an image was last written; a later value replaces it. */
    void note(MigrationId id, Owner owner, String key, String value);

    Map<String, String> notes(MigrationId id);

    /** Keeps what a client felt; a later value of the same probe replaces it. */
    void felt(MigrationId id, Felt felt);

    List<Felt> felts(MigrationId id);

    /** Keeps what QEMU said. */
    void marks(MigrationId id, List<Mark> marks);

    List<Mark> marks(MigrationId id);

    /** Keeps what foretells the next migration. */
    void remember(MigrationId id, Past past);

    /** What went well lately, the latest first, with the freeze that clients saw. */
    List<Past> past();

    /** What was measured so far; later calls replace it. */
    void measured(MigrationId id, Owner owner, Measured measured);

    Measured measured(MigrationId id);

    @Override
    void close();
}
