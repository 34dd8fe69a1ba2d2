package io.godwit.access;

/** A slow, salted hash for passwords. */
public interface PasswordHash {
    String of(String password);

    boolean matches(String password, String hash);
}
