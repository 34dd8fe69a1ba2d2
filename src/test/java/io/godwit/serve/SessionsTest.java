package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.access.Role;
import io.godwit.serve.Client.Answer;
import io.godwit.simulation.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies, and where requests come from. */
class SessionsTest {
    private static final String COOKIE = "godwit_session=";
    private static final String PLAN = "{\"vm\":\"vm1\",\"to\":\"vnode3\"}";
    private static TestServer server;

    @BeforeAll
    static void up(@TempDir Path state) {
        server = TestServer.on(state, new Fleet(1, 1, 1));
    }

    @AfterAll
    static void down() {
        server.close();
    }

    private static Client ada() {
        return server.anyone().signedIn("ada", TestServer.PASSWORD);
    }

    @Test
    void theCookieIsForThisServersOwnPagesAndNotForScripts() {
        Answer in = server.anyone().post("/api/v1/session",
                "{\"user\":\"ada\",\"password\":\"" + TestServer.PASSWORD + "\"}");
        assertThat(in.header("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(in.json().path("role").asString()).isEqualTo("admin");
    }

    @Test
    void anUnsafeRequestWithACookieHasToComeFromTheServersOwnPage() {
        assertThat(ada().ownOrigin().post("/api/v1/plans", PLAN).status()).isEqualTo(200);
        assertThat(ada().post("/api/v1/plans", PLAN).code()).isEqualTo("not-allowed");
        for (String forged : List.of("http://evil.example", "null", "https://" + host(), "http://" + host() + ".evil",
                "http://127.0.0.1:1", "", "http://user@" + host())) {
            Answer answer = ada().with("Origin", forged).post("/api/v1/plans", PLAN);
            assertThat(answer.status()).as(forged).isEqualTo(403);
        }
    }

    private static String host() {
        return server.anyone().address().replace("http://", "");
    }

    @Test
    void theEventStreamWithACookieHasToComeFromTheServersOwnPage() {
        assertThat(ada().stream("/api/v1/events").statusCode()).isEqualTo(403);
        assertThat(ada().with("Origin", "http://evil.example").stream("/api/v1/events").statusCode()).isEqualTo(403);
        assertThat(ada().with("Sec-Fetch-Site", "cross-site").stream("/api/v1/events").statusCode()).isEqualTo(403);
        assertThat(ada().with("Sec-Fetch-Site", "same-origin").stream("/api/v1/events").statusCode()).isEqualTo(200);
        assertThat(ada().ownOrigin().stream("/api/v1/events").statusCode()).isEqualTo(200);
    }

    @Test
    void aStolenCookieIsWorthNothingOnceItsOwnerHasSignedOutOrInAgain() {
        Client first = ada().ownOrigin();
        assertThat(first.get("/api/v1/session").status()).isEqualTo(200);
        Client second = first.signedIn("ada", TestServer.PASSWORD);
        assertThat(first.get("/api/v1/session").status()).as("rotated").isEqualTo(401);
        assertThat(second.delete("/api/v1/session").status()).isEqualTo(204);
        assertThat(second.get("/api/v1/session").status()).as("signed out").isEqualTo(401);
    }

    @Test
    void anotherPasswordOrTheUsersEndEndsTheSessions() {
        var _ = server.users.add("bob", Role.VIEWER, "the first password");
        Client bob = server.anyone().signedIn("bob", "the first password");
        server.users.password("bob", "the second password");
        assertThat(bob.get("/api/v1/scene").status()).isEqualTo(401);
        Client again = server.anyone().signedIn("bob", "the second password");
        server.users.remove("bob");
        assertThat(again.get("/api/v1/scene").status()).isEqualTo(401);
    }

    @Test
    void cookiesThatAreNoneLetNobodyIn() {
        for (String value : List.of("", "x", "../../etc/passwd", "' OR 1=1 --", "a".repeat(5000))) {
            assertThat(server.anyone().with("Cookie", "godwit_session=" + value).get("/api/v1/scene").status())
                    .as(value).isIn(400, 401);
        }
    }

    @Test
    void aCookieIsReadAsItIsWhateverCameBeforeItOnTheConnection() {
        Client ada = Stream.generate(SessionsTest::ada).filter(one -> Character.isLetter(secret(one).charAt(0)))
                .findFirst().orElseThrow();
        char first = secret(ada).charAt(0);
        char other = Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first);
        for (int i = 0; i < 10; i++) {
            assertThat(server.anyone().with("Cookie", COOKIE + other).get("/api/v1/scene").status()).isEqualTo(401);
            assertThat(ada.get("/api/v1/scene").status()).isEqualTo(200);
        }
    }

    private static String secret(Client client) {
        return client.headers().getOrDefault("Cookie", "").substring(COOKIE.length());
    }

    @Test
    void aLinkLetsOneBrowserInAndNoSecondOne() {
        String body = "{\"link\":\"" + server.serving.link() + "\"}";
        Answer first = server.anyone().post("/api/v1/session", body);
        assertThat(first.json().path("user").asString()).isEqualTo("owner");
        assertThat(server.anyone().post("/api/v1/session", body).status()).isEqualTo(401);
    }

    @Test
    void anotherSiteCannotSignABrowserIn() {
        Answer answer = server.anyone().with("Origin", "http://evil.example").post("/api/v1/session",
                "{\"user\":\"ada\",\"password\":\"" + TestServer.PASSWORD + "\"}");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void theServerAnswersToLocalNamesOnly() {
        for (String name : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil")) {
            assertThat(server.anyone().with("Host", name).get("/").status()).as(name).isEqualTo(421);
            assertThat(server.as(Role.ADMIN).with("Host", name).get("/api/v1/scene").status()).as(name).isEqualTo(421);
        }
        assertThat(server.as(Role.ADMIN).with("Host", "localhost:9999").get("/api/v1/scene").status()).isEqualTo(200);
    }
}
