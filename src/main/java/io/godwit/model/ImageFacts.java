package io.godwit.model;

import java.time.Instant;

/**
 * What the NAS says of one image file.
 *
 * @param format as libvirt sees it (it reads the header): raw, qcow2 ...
 * @param capacity the size that a guest sees
 * @param allocation the space that it takes
 * @param length the file's length
 * @param modified the last write, as the file system on the NAS keeps it (nanoseconds)
 */
public record ImageFacts(String name, String format, Bytes capacity, Bytes allocation, Bytes length,
        Instant modified) {}
