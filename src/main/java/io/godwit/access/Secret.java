package io.godwit.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** 256 random bits as text. Only its hash is ever kept; so many bits need no slow hash. */
public record Secret(String text) {
    private static final int BYTES = 32;

    /**
     * A new one.
     *
     * @param random one that cannot be foretold: java.security.SecureRandom
     */
    public static Secret next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** SHA-256 in hexadecimal digits. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Secrets are not for logs. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
