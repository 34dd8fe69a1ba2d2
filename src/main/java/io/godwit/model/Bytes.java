package io.godwit.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of bytes. Text form: a number and a binary unit, {@code 200MiB}; a bare number is bytes. */
public record Bytes(long count) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)\\s*(B|KiB|MiB|GiB|TiB)?(/s)?");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("bytes below zero: " + count);
        }
    }

    public static Bytes ofMiB(long mebibytes) {
        return new Bytes(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /**
     * Reads {@code 200MiB} or, for rates, {@code 200MiB/s}.
     *
     * @throws IllegalArgumentException where the text has another form or does not fit a long
     */
    public static Bytes parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: write a number and B, KiB, MiB, GiB or TiB, as in 200MiB");
        }
        double value = Double.parseDouble(form.group(1)) * unit(form.group(2));
        if (value >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return new Bytes((long) value);
    }

    private static double unit(@Nullable String name) {
        for (int power = 0; power < UNITS.length; power++) {
            if (UNITS[power].equals(name)) {
                return Math.pow(1024, power);
            }
        }
        return 1;
    }

    public Bytes plus(Bytes other) {
        return new Bytes(Math.addExact(count, other.count));
    }

    /** Whole mebibytes, rounded up: the unit of libvirt's bandwidth. */
    public long ceilMiB() {
        return Math.ceilDiv(count, 1L << 20);
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    /** For people: three digits and a binary unit. */
    @Override
    public String toString() {
        int power = 0;
        double value = count;
        while (value >= 1000 && power < UNITS.length - 1) {
            value /= 1024;
            power++;
        }
        String pattern = power == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, pattern, value, UNITS[power]);
    }
}
