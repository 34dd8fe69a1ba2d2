package io.godwit.journal;

import io.godwit.model.MigrationId;
import java.util.Optional;
import java.util.Set;

/**
 * Which migrations are looked for, newest first.
 *
 * @param vm a part of the VM's name, or its UUID
 * @param outcomes empty means any
 * @param before only older ones: the last of the page before
 */
public record MigrationQuery(Optional<String> vm, Set<Outcome> outcomes, Optional<MigrationId> before, int limit) {
    public MigrationQuery {
        outcomes = Set.copyOf(outcomes);
    }
}
