package io.godwit.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Leave for a program, without the secret itself.
 *
 * @param usedAt to the minute
 * @param endsAt empty means never
 */
public record ApiToken(String id, String name, Role role, String createdBy, Instant createdAt, Optional<Instant> usedAt,
        Optional<Instant> endsAt, Optional<Instant> revokedAt) {
    boolean valid(Instant now) {
        return revokedAt.isEmpty() && endsAt.filter(end -> !end.isAfter(now)).isEmpty();
    }
}
