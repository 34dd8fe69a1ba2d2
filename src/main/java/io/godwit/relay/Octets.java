package io.godwit.relay;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: equal where their content is. */
public final class Octets {
    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** The byte at a place, 0 to 255. */
    int at(int place) {
        return bytes[place] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length only: content may be what nobody should read in a log. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
