package io.godwit.adapter.store;

import io.godwit.access.Account;
import io.godwit.access.Accounts;
import io.godwit.access.ApiToken;
import io.godwit.access.AuditEntry;
import io.godwit.access.Role;
import io.godwit.access.WebSession;
import io.godwit.model.GodwitException.Refused;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users, tokens, sessions and the audit log, in the journal's file. Thread-safe: one connection behind the object's lock. */
public final class SqliteAccounts implements Accounts {
    private final Sql sql;

    private SqliteAccounts(Sql sql) {
        this.sql = sql;
    }

    public static SqliteAccounts open(Path folder) {
        return new SqliteAccounts(JournalFile.open(folder));
    }

    @Override
    public synchronized List<Account> accounts() {
        return sql.query("SELECT * FROM account ORDER BY name", SqliteAccounts::account);
    }

    @Override
    public synchronized Optional<Account> account(String name) {
        return sql.first("SELECT * FROM account WHERE name = ?", SqliteAccounts::account, name);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(row.getString("name"), role(row), Instant.parse(row.getString("created_at")));
    }

    /** A role that this program does not know gives no more than to look. */
    private static Role role(ResultSet row) throws SQLException {
        return Role.of(row.getString("role")).orElse(Role.VIEWER);
    }

    @Override
    public synchronized Optional<String> passwordHash(String name) {
        return sql.first("SELECT password FROM account WHERE name = ?", row -> row.getString(1), name);
    }

    @Override
    public synchronized void add(Account account, String passwordHash) {
        int added = sql.update("INSERT OR IGNORE INTO account (name, role, password, created_at) VALUES (?, ?, ?, ?)",
                account.name(), account.role().label(), passwordHash, account.createdAt().toString());
        if (added == 0) {
            throw new Refused("there is a user " + account.name() + " already", "godwit user list");
        }
    }

    @Override
    public synchronized void password(String name, String passwordHash) {
        sql.transaction(() -> {
            sql.update("UPDATE account SET password = ? WHERE name = ?", passwordHash, name);
            sql.update("DELETE FROM web_session WHERE user = ?", name);
        });
    }

    @Override
    public synchronized boolean remove(String name) {
        var _ = sql.update("DELETE FROM web_session WHERE user = ?", name);
        return sql.update("DELETE FROM account WHERE name = ?", name) > 0;
    }

    @Override
    public synchronized List<ApiToken> tokens() {
        return sql.query("SELECT * FROM token ORDER BY created_at, id", SqliteAccounts::token);
    }

    @Override
    public synchronized Optional<ApiToken> token(String hash) {
        return sql.first("SELECT * FROM token WHERE hash = ?", SqliteAccounts::token, hash);
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(row.getString("id"), row.getString("name"), role(row), row.getString("created_by"),
                Instant.parse(row.getString("created_at")), time(row, "used_at"), time(row, "ends_at"),
                time(row, "revoked_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Instant::parse);
    }

    @Override
    public synchronized void add(ApiToken token, String hash) {
        @Nullable
        String endsAt = token.endsAt().map(Instant::toString).orElse(null);
        sql.update("""
                INSERT INTO token (id, name, role, hash, created_by, created_at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""", token.id(), token.name(), token.role().label(), hash,
                token.createdBy(), token.createdAt().toString(), endsAt);
    }

    @Override
    public synchronized void tokenUsed(String id, Instant at) {
        sql.update("UPDATE token SET used_at = ? WHERE id = ?", at.toString(), id);
    }

    @Override
    public synchronized boolean revoke(String id, Instant at) {
        return sql.update("UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", at.toString(),
                id) > 0;
    }

    @Override
    public synchronized Optional<WebSession> session(String hash) {
        return sql.first("SELECT * FROM web_session WHERE hash = ?",
                row -> new WebSession(row.getString("user"), role(row), Instant.parse(row.getString("created_at")),
                        Instant.parse(row.getString("seen_at"))),
                hash);
    }

    @Override
    public synchronized void add(WebSession session, String hash) {
        sql.update("INSERT INTO web_session (hash, user, role, created_at, seen_at) VALUES (?, ?, ?, ?, ?)", hash,
                session.user(), session.role().label(), session.createdAt().toString(), session.seenAt().toString());
    }

    @Override
    public synchronized void sessionSeen(String hash, Instant at) {
        sql.update("UPDATE web_session SET seen_at = ? WHERE hash = ?", at.toString(), hash);
    }

    @Override
    public synchronized void endSession(String hash) {
        sql.update("DELETE FROM web_session WHERE hash = ?", hash);
    }

    @Override
    public synchronized void forget(Instant sessionsCreatedBefore, Instant linksEndedBefore) {
        sql.update("DELETE FROM web_session WHERE created_at < ?", sessionsCreatedBefore.toString());
        sql.update("DELETE FROM sign_in_link WHERE ends_at < ?", linksEndedBefore.toString());
    }

    @Override
    public synchronized void addLink(String hash, Instant endsAt) {
        sql.update("INSERT INTO sign_in_link (hash, ends_at) VALUES (?, ?)", hash, endsAt.toString());
    }

    @Override
    public synchronized boolean useLink(String hash, Instant now) {
        return sql.update("DELETE FROM sign_in_link WHERE hash = ? AND ends_at > ?", hash, now.toString()) > 0;
    }

    @Override
    public synchronized Optional<Remembered> remembered(String user, String key) {
        return sql.first("SELECT body, migration FROM idempotency WHERE user = ? AND request = ?",
                row -> new Remembered(row.getString(1), row.getString(2)), user, key);
    }

    @Override
    public synchronized Remembered remember(String user, String key, Remembered request, Instant at) {
        sql.update("""
                INSERT OR IGNORE INTO idempotency (user, request, body, migration, at) VALUES (?, ?, ?, ?, ?)""", user,
                key, request.body(), request.migration(), at.toString());
        return remembered(user, key).orElse(request);
    }

    @Override
    public synchronized void audit(AuditEntry entry) {
        sql.update("""
                INSERT INTO audit (at, who, origin, what, subject, result, detail) VALUES (?, ?, ?, ?, ?, ?, ?)""",
                entry.at().toString(), entry.who(), entry.from(), entry.what(), entry.subject(), entry.result(),
                entry.detail());
    }

    @Override
    public synchronized List<AuditEntry> audit(long before, int limit) {
        return sql.query("SELECT * FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?",
                row -> new AuditEntry(row.getLong("n"), Instant.parse(row.getString("at")), row.getString("who"),
                        row.getString("origin"), row.getString("what"), row.getString("subject"),
                        row.getString("result"), row.getString("detail")),
                before, limit);
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
