package io.godwit.port;

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

    /** Those that have not ended. */
    List<MigrationRecord> openMigrations();

    /** Newest first. */
    List<MigrationRecord> migrations();

    /** A page of them, newest first. */
    List<MigrationRecord> migrations(MigrationQuery query);

    /** Takes a migration over from a process that is gone; the answer carries the new epoch. */
    Owner takeOver(MigrationId id, Owner gone, Owner successor);

    /**
     * Opens a migration again that needed a person: the step that failed is to be taken once more, on the road that the
     * migration was on.
     *
     * @throws io.godwit.model.GodwitException.Refused where it did not end so, or another migration of the VM is open
     */
    Owner reopen(MigrationId id, Owner successor);

    /**
     * Asks whether a process still owns a migration; to be asked before anything is changed on its behalf.
     *
     * @throws io.godwit.model.GodwitException.Refused where another has taken over, or the migration has ended
     */
    void requireOwner(MigrationId id, Owner owner);

    void requestCancel(MigrationId id);

    boolean cancelRequested(MigrationId id);

    List<StepRecord> steps(MigrationId id);

    void beginStep(MigrationId id, Owner owner, int sequence, Instant now);

    /** A step has done what it promises. */
    void endStep(MigrationId id, Owner owner, int sequence, String detail, Instant now);

    /**
     * A step has failed, and there is a way back: drops the steps that were not begun and appends those of the way back. All
     * of it at once, so that no process ever finds a failed step with others to come.
     */
    void turnBack(MigrationId id, Owner owner, StepFailure failure, String reason, List<Step> wayBack);

    /** A step has failed, and only a person can go on: the end, at once with the failure. */
    void giveUp(MigrationId id, Owner owner, StepFailure failure, String reason);

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
