package io.godwit.access;

import java.time.Instant;

/**
 * A browser that has signed in.
 *
 * @param seenAt its last request, to the minute
 */
public record WebSession(String user, Role role, Instant createdAt, Instant seenAt) {}
