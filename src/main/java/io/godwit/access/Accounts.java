package io.godwit.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is kept of users, tokens and sessions, durably. Secrets come and go as hashes only. */
public interface Accounts extends AutoCloseable {
    List<Account> accounts();

    Optional<Account> account(String name);

    Optional<String> passwordHash(String name);

    /**
     * Adds a user.
     *
     * @throws io.godwit.model.GodwitException.Refused where the name is taken
     */
    void add(Account account, String passwordHash);

    /** Sets another password and ends the user's sessions. */
    void password(String name, String passwordHash);

    /** Removes a user and its sessions; the answer is whether there was one. */
    boolean remove(String name);

    List<ApiToken> tokens();

    Optional<ApiToken> token(String hash);

    void add(ApiToken token, String hash);

    void tokenUsed(String id, Instant at);

    /** The answer is whether there was one that was valid. */
    boolean revoke(String id, Instant at);

    Optional<WebSession> session(String hash);

    void add(WebSession session, String hash);

    void sessionSeen(String hash, Instant at);

    void endSession(String hash);

    /** Forgets sessions and links that nobody can use any more. */
    void forget(Instant sessionsCreatedBefore, Instant linksEndedBefore);

    void addLink(String hash, Instant endsAt);

    /** Uses a one-time link up; the answer is whether it was one. */
    boolean useLink(String hash, Instant now);

    /** The migration that a user's key stands for, with the body that came with it. */
    Optional<Remembered> remembered(String user, String key);

    /** A request that was made before. */
    record Remembered(String body, String migration) {}

    /** Keeps a key; the answer is what stands there now, which may be another request's. */
    Remembered remember(String user, String key, Remembered request, Instant at);

    /** Writes into the audit log, which only grows; the number of the entry is given by the store. */
    void audit(AuditEntry entry);

    /**
     * A page of the audit log, newest first.
     *
     * @param before only entries with a smaller number
     */
    List<AuditEntry> audit(long before, int limit);

    @Override
    void close();
}
