package io.godwit.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Where the writer in the tiny guest (recorder.c) puts the record of a number, and how a record is read.
 *
 * @param sizeBytes of the disk
 */
record RecordLayout(long sizeBytes) {
    private static final long MAGIC = 0x315254495744474fL;
    private static final int MIB = 1 << 20;
    private static final int SLOTS = 2048;
    private static final int HEADER_BYTES = 32;
    private static final int CRC_AT = 28;

    long offset(long number) {
        if (large(number)) {
            return 16L * MIB + number / 64 % largeSlots() * MIB;
        }
        return small(number) ? number / 8 % SLOTS * 512 : MIB + number % SLOTS * 4096;
    }

    int length(long number) {
        if (large(number)) {
            return MIB;
        }
        return small(number) ? 512 : 4096;
    }

    private boolean large(long number) {
        return number % 64 == 0 && largeSlots() > 0;
    }

    private static boolean small(long number) {
        return number % 8 == 4;
    }

    private long largeSlots() {
        return Math.max(0, sizeBytes / MIB - 16);
    }

    /** The number of the whole record that these bytes are; empty where they are none, or a damaged one. */
    static OptionalLong number(byte[] bytes) {
        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (record.getLong(0) != MAGIC || record.getInt(24) != bytes.length) {
            return OptionalLong.empty();
        }
        int stated = record.getInt(CRC_AT);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, CRC_AT);
        crc.update(new byte[4]);
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return (int) crc.getValue() == stated ? OptionalLong.of(record.getLong(16)) : OptionalLong.empty();
    }
}
