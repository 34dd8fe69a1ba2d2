package io.godwit.model;

/**
 * A mark in a VM's own metadata: a Godwit works on it. Journals may be several; the VM is one.
 *
 * @param epoch grows with each process that takes the migration over
 * @param by for people: which machine and process
 */
public record Claim(MigrationId id, long epoch, String by) {
    /** Whether the other one has no business any more where this one stands. */
    public boolean fences(Claim other) {
        return !id.equals(other.id) || epoch > other.epoch;
    }
}
