package io.godwit.journal;

/**
 * The process that works on a migration.
 *
 * @param bootId changes when the machine starts anew
 * @param pid its process id
 * @param startMillis when that process began, so that a re-used id is not taken for it
 * @param epoch grows with each change of owner; every write to the journal carries it
 */
public record Owner(String bootId, long pid, long startMillis, long epoch) {
    /** This process as the next owner after another one. */
    public Owner succeeding(Owner gone) {
        return new Owner(bootId, pid, startMillis, gone.epoch + 1);
    }
}
