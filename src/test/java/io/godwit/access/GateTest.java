package io.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.access.Gate.Answer;
import io.godwit.adapter.password.Argon2Passwords;
import io.godwit.adapter.store.SqliteAccounts;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.Refused;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, in a time that goes by when the test says so; on a real database. */
class GateTest {
    private static final String PASSWORD = "a long enough one";
    private final PasswordHash passwords = new Argon2Passwords();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private Path state;
    private SqliteAccounts accounts;
    private Users users;
    private Gate gate;

    @BeforeEach
    void up(@TempDir Path folder) {
        state = folder;
        accounts = SqliteAccounts.open(folder);
        users = new Users(accounts, passwords, () -> now, new SecureRandom());
        gate = new Gate(accounts, passwords, () -> now, new SecureRandom());
        var _ = users.add("ada", Role.OPERATOR, PASSWORD);
    }

    @AfterEach
    void down() {
        accounts.close();
    }

    private String signIn() {
        return ((Answer.In) gate.byPassword("ada", PASSWORD, "192.0.2.1")).cookie().text();
    }

    @Test
    void aSessionEndsWhenNobodyUsesItForTwoHours() {
        String cookie = signIn();
        now = now.plus(Gate.IDLE).minusSeconds(1);
        assertThat(gate.session(cookie)).isPresent();
        now = now.plus(Gate.IDLE).minusSeconds(1);
        assertThat(gate.session(cookie)).as("each use counts").isPresent();
        now = now.plus(Gate.IDLE).plusSeconds(1);
        assertThat(gate.session(cookie)).isEmpty();
        now = now.minus(Gate.IDLE);
        assertThat(gate.session(cookie)).as("and does not come back").isEmpty();
    }

    @Test
    void aSessionEndsAfterADayInAnyCase() {
        String cookie = signIn();
        for (int hour = 1; hour < 24; hour++) {
            now = now.plus(Duration.ofHours(1));
            assertThat(gate.session(cookie)).isPresent();
        }
        now = now.plus(Duration.ofMinutes(61));
        assertThat(gate.session(cookie)).isEmpty();
    }

    @Test
    void aLinkIsGoodOnceAndForTenMinutes() {
        String link = gate.link().text();
        assertThat(gate.byLink(link, "192.0.2.1")).isInstanceOf(Answer.In.class);
        assertThat(gate.byLink(link, "192.0.2.1")).isInstanceOf(Answer.Wrong.class);
        String late = gate.link().text();
        now = now.plus(Gate.LINK).plusSeconds(1);
        assertThat(gate.byLink(late, "192.0.2.1")).isInstanceOf(Answer.Wrong.class);
    }

    @Test
    void aTokenEndsWithItsTime() {
        Users.Issued issued = users.issue("ci", Role.VIEWER, Optional.of(Duration.ofDays(1)), "test");
        assertThat(gate.token(issued.secret())).hasValue(new Identity("token ci", Role.VIEWER, Identity.Way.TOKEN));
        now = now.plus(Duration.ofDays(1));
        assertThat(gate.token(issued.secret())).isEmpty();
    }

    @Test
    void whoHasFailedTenTimesFromOneAddressWaitsAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(gate.byPassword("user" + i, "wrong", "192.0.2.9")).isInstanceOf(Answer.Wrong.class);
        }
        assertThat(gate.byPassword("ada", PASSWORD, "192.0.2.9")).isInstanceOf(Answer.TooMany.class);
        assertThat(gate.byPassword("ada", PASSWORD, "192.0.2.1")).as("others do not").isInstanceOf(Answer.In.class);
        now = now.plusSeconds(61);
        assertThat(gate.byPassword("ada", PASSWORD, "192.0.2.9")).isInstanceOf(Answer.In.class);
    }

    @Test
    void neitherPasswordsNorSecretsStandInTheDatabase() throws SQLException {
        String cookie = signIn();
        String link = gate.link().text();
        Users.Issued issued = users.issue("ci", Role.VIEWER, Optional.empty(), "test");
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            for (String table : new String[]{"account", "token", "web_session", "sign_in_link"}) {
                try (var rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            all.append(rows.getString(i)).append(' ');
                        }
                    }
                }
            }
        }
        assertThat(all).contains("$argon2id$", new Secret(cookie).hash()).doesNotContain(PASSWORD, cookie, link,
                issued.secret());
    }

    @Test
    void theAuditLogCanNeitherBeChangedNorShortened() throws SQLException {
        accounts.audit(new AuditEntry(0, now, "ada", "here", "migrate", "vm1", "ok", ""));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE audit SET who = 'nobody'"))
                    .hasMessageContaining("only grows");
            assertThatThrownBy(() -> statement.execute("DELETE FROM audit")).hasMessageContaining("only grows");
        }
        assertThat(accounts.audit(Long.MAX_VALUE, 10)).extracting(AuditEntry::who).containsExactly("ada");
    }

    @Test
    void namesAndPasswordsHaveAForm() {
        for (String name : new String[]{"", "owner", "a b", "../x", "x".repeat(64), "-x", "a\nb"}) {
            assertThatThrownBy(() -> users.add(name, Role.VIEWER, PASSWORD)).as(name).isInstanceOf(Misuse.class);
        }
        assertThatThrownBy(() -> users.add("bob", Role.VIEWER, "short")).isInstanceOf(Misuse.class);
        assertThatThrownBy(() -> users.add("ada", Role.VIEWER, PASSWORD)).isInstanceOf(Refused.class);
    }
}
