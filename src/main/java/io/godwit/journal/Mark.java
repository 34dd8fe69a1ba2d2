package io.godwit.journal;

import java.time.Instant;

/**
 * Something that QEMU did, with its own time stamp.
 *
 * @param host the hypervisor whose QEMU and whose clock it was
 * @param what QEMU's event: STOP, RESUME, MIGRATION, MIGRATION_PASS
 * @param detail its data, as QEMU gives it
 */
public record Mark(Instant at, String host, String what, String detail) {}
