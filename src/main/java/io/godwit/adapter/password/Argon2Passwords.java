package io.godwit.adapter.password;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.godwit.access.PasswordHash;
import java.util.concurrent.Semaphore;

/** Argon2id with the parameters that OWASP names first: 19 MiB, two passes, one lane. One at a time, for the memory's sake. */
public final class Argon2Passwords implements PasswordHash {
    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int LENGTH = 32;
    private static final int SALT = 16;
    private final Semaphore one = new Semaphore(1);

    @Override
    public String of(String password) {
        one.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(SALT)
                    .with(Argon2Function.getInstance(KIB, PASSES, LANES, LENGTH, Argon2.ID)).getResult();
        } finally {
            one.release();
        }
    }

    @Override
    public boolean matches(String password, String hash) {
        one.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            one.release();
        }
    }
}
