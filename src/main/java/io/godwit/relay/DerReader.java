package io.godwit.relay;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;

/**
 * Reads DER (X.690), as much of it as RDCleanPath has: definite lengths in their shortest form, tags of one byte. Every
 * length is checked against what is there, so nothing is allocated that was not sent.
 */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int UTF8_STRING = 0x0c;
    static final int SEQUENCE = 0x30;
    private static final int EXPLICIT = 0xa0;

    private final ByteBuffer bytes;

    private DerReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static DerReader of(byte[] bytes) {
        return new DerReader(ByteBuffer.wrap(bytes));
    }

    static int explicit(int number) {
        return EXPLICIT | number;
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Whether the next element has this tag; it is not taken. */
    boolean isNext(int tag) {
        return bytes.hasRemaining() && (bytes.get(bytes.position()) & 0xff) == tag;
    }

    /** The content of the next element, which must have this tag. */
    DerReader enter(int tag) throws MalformedException {
        if (!isNext(tag)) {
            throw new MalformedException("no element with tag 0x%02x where one should be".formatted(tag));
        }
        bytes.get();
        int length = length();
        if (length > bytes.remaining()) {
            throw new MalformedException("an element of %d bytes where %d are left".formatted(length,
                    bytes.remaining()));
        }
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new DerReader(content);
    }

    private int length() throws MalformedException {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3) {
            throw new MalformedException("a length in %d bytes".formatted(count));
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | octet();
        }
        if (length < 0x80 || (count > 1 && length >> (8 * (count - 1)) == 0)) {
            throw new MalformedException("a length that is not in its shortest form");
        }
        return length;
    }

    private int octet() throws MalformedException {
        if (!bytes.hasRemaining()) {
            throw new MalformedException("the bytes end within an element");
        }
        return bytes.get() & 0xff;
    }

    /** An INTEGER from 0 to 2^31 - 1. */
    int integer() throws MalformedException {
        ByteBuffer content = enter(INTEGER).bytes;
        int length = content.remaining();
        boolean padded = length > 1 && content.get(0) == 0;
        if (length == 0 || content.get(0) < 0 || length > (padded ? 5 : 4) || (padded && content.get(1) >= 0)) {
            throw new MalformedException("an INTEGER that is none, negative, too large or not in its shortest form");
        }
        long value = 0;
        while (content.hasRemaining()) {
            value = value << 8 | (content.get() & 0xff);
        }
        if (value > Integer.MAX_VALUE) {
            throw new MalformedException("an INTEGER that is too large");
        }
        return (int) value;
    }

    String text() throws MalformedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(enter(UTF8_STRING).bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a UTF8String that is not UTF-8");
        }
    }

    Octets octets() throws MalformedException {
        ByteBuffer content = enter(OCTET_STRING).bytes;
        byte[] copy = new byte[content.remaining()];
        content.get(copy);
        return Octets.of(copy);
    }

    /** Nothing may follow. */
    void end() throws MalformedException {
        if (hasMore()) {
            throw new MalformedException("%d bytes more than there should be".formatted(bytes.remaining()));
        }
    }
}
