package io.godwit.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets people and programs in: by password, one-time link, session cookie or token. */
public final class Gate {
    /** After so long without a request a session ends. */
    public static final Duration IDLE = Duration.ofHours(2);
    /** And after so long in any case. */
    public static final Duration LONGEST = Duration.ofHours(24);
    /** So long a one-time link can be used. */
    public static final Duration LINK = Duration.ofMinutes(10);
    private static final Duration SEEN_TO = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final PasswordHash passwords;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Tries byAddress;
    private final Tries byUser;
    /** Compared with where there is no such user, so that the answer takes as long. */
    private final String nobody;

    public Gate(Accounts accounts, PasswordHash passwords, InstantSource clock, RandomGenerator random) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
        this.byAddress = new Tries(10, Duration.ofMinutes(1), clock);
        this.byUser = new Tries(20, Duration.ofMinutes(10), clock);
        this.nobody = passwords.of(Secret.next(random).text());
    }

    /** What came of a try to sign in. */
    public sealed interface Answer {
        /**
         * Come in.
         *
         * @param cookie the secret of the new session
         */
        record In(Identity identity, Secret cookie) implements Answer {}

        /** Name and password, or the link, are not right; it does not say which. */
        record Wrong() implements Answer {}

        /** Not even tried. */
        record TooMany(Duration pause) implements Answer {}
    }

    public Answer byPassword(String user, String password, String address) {
        Optional<Duration> wait = wait(user, address);
        if (wait.isPresent()) {
            return new Answer.TooMany(wait.get());
        }
        boolean right = passwords.matches(password, accounts.passwordHash(user).orElse(nobody));
        Optional<Account> account = accounts.account(user).filter(_ -> right);
        if (account.isEmpty()) {
            failed(user, address);
            return new Answer.Wrong();
        }
        byUser.succeeded(user);
        return open(account.get().name(), account.get().role());
    }

    public Answer byLink(String link, String address) {
        Optional<Duration> wait = byAddress.wait(address);
        if (wait.isPresent()) {
            return new Answer.TooMany(wait.get());
        }
        if (!accounts.useLink(new Secret(link).hash(), clock.instant())) {
            byAddress.failed(address);
            return new Answer.Wrong();
        }
        return open(Identity.OWNER, Role.ADMIN);
    }

    private Optional<Duration> wait(String user, String address) {
        return byAddress.wait(address).or(() -> byUser.wait(user));
    }

    private void failed(String user, String address) {
        byAddress.failed(address);
        byUser.failed(user);
    }

    /** Every sign-in has a secret of its own: nothing that was there before can be used again. */
    private Answer open(String user, Role role) {
        Secret cookie = Secret.next(random);
        Instant now = clock.instant();
        accounts.forget(now.minus(LONGEST), now);
        accounts.add(new WebSession(user, role, now, now), cookie.hash());
        return new Answer.In(new Identity(user, role, Identity.Way.COOKIE), cookie);
    }

    /** A link that lets one browser in as the owner, once. */
    public Secret link() {
        Secret link = Secret.next(random);
        accounts.addLink(link.hash(), clock.instant().plus(LINK));
        return link;
    }

    /** Whose session it is; empty where it has ended, or never was. */
    public Optional<Identity> session(String cookie) {
        String hash = new Secret(cookie).hash();
        Instant now = clock.instant();
        Optional<WebSession> session = accounts.session(hash);
        if (session.filter(found -> ended(found, now)).isPresent()) {
            accounts.endSession(hash);
            return Optional.empty();
        }
        session.filter(found -> found.seenAt().plus(SEEN_TO).isBefore(now))
                .ifPresent(_ -> accounts.sessionSeen(hash, now));
        return session.map(found -> new Identity(found.user(), found.role(), Identity.Way.COOKIE));
    }

    private static boolean ended(WebSession session, Instant now) {
        return session.seenAt().plus(IDLE).isBefore(now) || session.createdAt().plus(LONGEST).isBefore(now);
    }

    public void signOut(String cookie) {
        accounts.endSession(new Secret(cookie).hash());
    }

    /** Whose token it is; empty where it is none, has ended or was revoked. */
    public Optional<Identity> token(String secret) {
        Instant now = clock.instant();
        Optional<ApiToken> token = accounts.token(new Secret(secret).hash()).filter(found -> found.valid(now));
        token.filter(found -> found.usedAt().filter(used -> used.plus(SEEN_TO).isAfter(now)).isEmpty())
                .ifPresent(found -> accounts.tokenUsed(found.id(), now));
        return token.map(found -> new Identity("token " + found.name(), found.role(), Identity.Way.TOKEN));
    }
}
