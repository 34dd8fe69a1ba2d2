package io.godwit.libvirt;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of QEMU's own monitor, as QEMU stamped it.
 *
 * @param at by the clock of QEMU's host
 * @param name STOP, RESUME, MIGRATION, MIGRATION_PASS ...
 * @param details JSON; empty where the event has none
 */
public record MonitorEvent(UUID domain, Instant at, String name, String details) {}
