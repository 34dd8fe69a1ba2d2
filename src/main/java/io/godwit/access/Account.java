package io.godwit.access;

import java.time.Instant;

/** A person who signs in by a password. */
public record Account(String name, Role role, Instant createdAt) {}
