package io.godwit.journal;

/**
 * The process that works on a migration.
 *
 * @param bootId changes when the machine starts anew
 * @param pid its process id
 * @param startMillis when that process began, so that a re-used id is not taken for it
 * @param epoch grows with each change of owner; every write to the journal carries it
 */
public record Owner(String bootId, long pid, long startMillis, long epoch) {}
