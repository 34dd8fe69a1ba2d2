package io.godwit.relay;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes DER (X.690), as much of it as RDCleanPath has. */
final class DerWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    DerWriter element(int tag, byte[] content) {
        bytes.write(tag);
        length(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void length(int length) {
        if (length >= 0x80) {
            int count = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            bytes.write(0x80 | count);
            for (int i = count - 1; i > 0; i--) {
                bytes.write(length >> (8 * i));
            }
        }
        bytes.write(length);
    }

    DerWriter integer(int value) {
        return element(DerReader.INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    DerWriter text(String text) {
        return element(DerReader.UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    DerWriter octets(Octets octets) {
        return element(DerReader.OCTET_STRING, octets.toArray());
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
