package io.godwit.simulation;

import io.godwit.model.ImageFormat;
import java.time.Instant;
import java.util.BitSet;

/** A file: what was written to it, whatever names lead to it. */
final class SimFile {
    final ImageFormat format;
    final long capacity;
    final BitSet records = new BitSet();
    Instant modified;
    long length;

    SimFile(ImageFormat format, long capacity, Instant modified) {
        this.format = format;
        this.capacity = capacity;
        this.modified = modified;
        this.length = capacity;
    }
}
