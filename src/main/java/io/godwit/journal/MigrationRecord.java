package io.godwit.journal;

import io.godwit.model.MigrationId;
import io.godwit.plan.Planning.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * One migration as the journal has it.
 *
 * @param reason why it ended as it did; empty while it goes well
 * @param ended empty while it is open
 * @param owner the process that works on it
 */
public record MigrationRecord(MigrationId id, Plan plan, Outcome outcome, String reason, Instant began,
        Optional<Instant> ended, boolean cancelRequested, Owner owner) {}
