package io.godwit.access;

import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What an administrator does with users and tokens, from the command line as from the server. */
public final class Users {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,62}");
    private static final int SHORTEST = 10;
    private static final int LONGEST = 256;
    private static final String PREFIX = "godwit_";
    private final Accounts accounts;
    private final PasswordHash passwords;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Users(Accounts accounts, PasswordHash passwords, InstantSource clock, RandomGenerator random) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
    }

    public List<Account> list() {
        return accounts.accounts();
    }

    /**
     * Adds a user.
     *
     * @throws Misuse where name or password have a wrong form
     * @throws Refused where the name is taken
     */
    public Account add(String name, Role role, String password) {
        requireName(name);
        requirePassword(password);
        Account account = new Account(name, role, clock.instant());
        accounts.add(account, passwords.of(password));
        return account;
    }

    /** Sets a password; who is signed in by the old one is signed out. */
    public void password(String name, String password) {
        requirePassword(password);
        var _ = accounts.account(name).orElseThrow(() -> unknown(name));
        accounts.password(name, passwords.of(password));
    }

    /** Removes a user. */
    public void remove(String name) {
        if (!accounts.remove(name)) {
            throw unknown(name);
        }
    }

    public List<ApiToken> tokens() {
        return accounts.tokens();
    }

    /** A new token, with the secret that is shown this once. */
    public record Issued(ApiToken token, String secret) {}

    /**
     * Makes a token.
     *
     * @param lasting empty means for ever
     */
    public Issued issue(String name, Role role, Optional<Duration> lasting, String by) {
        requireName(name);
        if (lasting.filter(span -> span.isNegative() || span.isZero()).isPresent()) {
            throw new Misuse("a token that ends before it begins is none", "--days 30");
        }
        String secret = PREFIX + Secret.next(random).text();
        Instant now = clock.instant();
        String id = "t" + Secret.next(random).hash().substring(0, 8);
        ApiToken token = new ApiToken(id, name, role, by, now, Optional.empty(), lasting.map(now::plus),
                Optional.empty());
        accounts.add(token, new Secret(secret).hash());
        return new Issued(token, secret);
    }

    public void revoke(String id) {
        if (!accounts.revoke(id, clock.instant())) {
            throw new NotFound("there is no token " + id + " that is valid", "godwit token list");
        }
    }

    private static NotFound unknown(String name) {
        return new NotFound("there is no user " + name, "godwit user list");
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(Identity.OWNER)) {
            throw new Misuse("'" + name + "' cannot be a name here",
                    "letters, digits, '_', '.', '@', '-', 63 at most, and not '" + Identity.OWNER + "'");
        }
    }

    private static void requirePassword(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new Misuse("a password has " + SHORTEST + " to " + LONGEST + " characters", "choose another one");
        }
    }
}
