package io.godwit.model;

/**
 * One file of a disk's backing chain.
 *
 * @param format as the definition states it, {@code qcow2} or {@code raw}; anything else is refused by a check
 */
public record Layer(DiskSource source, String format) {}
