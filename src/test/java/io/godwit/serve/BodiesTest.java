package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.access.Role;
import io.godwit.serve.Client.Answer;
import io.godwit.simulation.Fleet;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies, paths and names that nobody should send. */
class BodiesTest {
    private static TestServer server;

    @BeforeAll
    static void up(@TempDir Path state) {
        server = TestServer.on(state, new Fleet(1, 1, 1));
    }

    @AfterAll
    static void down() {
        server.close();
    }

    private static Client operator() {
        return server.as(Role.OPERATOR).with("Content-Type", "application/json");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        String large = "{\"vm\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(operator().post("/api/v1/migrations", large).status()).isEqualTo(413);
        Answer chunked = operator().send("POST", "/api/v1/plans", HttpRequest.BodyPublishers
                .ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
        assertThat(chunked.status()).as("without a length").isEqualTo(413);
    }

    @Test
    void malformedBodiesAreRefusedWithoutAWordAboutOurInside() {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        for (String body : List.of("", "null", "[]", "\"x\"", "{", "{\"vm\":1,}", "{\"vm\":\"vm1\"} {}", deep,
                "{\"vm\":" + deep + "}", "{\"vm\":\"vm1\",\"to\":\"vnode3\",\"sudo\":true}",
                "{\"vm\":\"vm1\",\"vm\":\"vm2\",\"to\":\"vnode3\"}", "{\"vm\":\"vm1\",\"disks\":[1]}",
                "{\"vm\":\"vm1\",\"to\":\"vnode3\",\"bandwidth\":\"1e999\"}",
                "{\"vm\":\"vm1\",\"to\":\"vnode3\",\"policy\":\"reckless\"}",
                "{\"vm\":\"vm1\",\"to\":\"vnode3\",\"deadline\":\"-5s\"}", "{\"vm\":\"vm1\"}", "{}", "\u0000",
                "{\"vm\":\"vm1\",\"disks\":{\"vda\":null}}")) {
            Answer answer = operator().post("/api/v1/migrations", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("usage");
            assertThat(answer.body()).doesNotContain("io.godwit", "Exception", "jackson", "\tat ");
        }
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations").json().path("items").size()).isZero();
    }

    @Test
    void onlyJsonIsTaken() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "",
                "application/jsonx")) {
            Answer answer = server.as(Role.OPERATOR).with("Content-Type", type).post("/api/v1/migrations",
                    "{\"vm\":\"vm1\",\"to\":\"vnode3\"}");
            assertThat(answer.status()).as(type).isIn(400, 415);
        }
    }

    @Test
    void pathsThatClimbLeadNowhere() {
        for (String path : List.of("/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2f..%2fpom.xml",
                "/....//etc/passwd", "/%00", "/page/index.html%00.js", "/WEB-INF/web.xml", "/openapi.yaml",
                "/io/godwit/adapter/store/1.sql")) {
            Answer answer = server.anyone().get(path);
            assertThat(answer.body()).as(path).doesNotContain("root:", "<project", "CREATE TABLE");
            assertThat(answer.status()).as(path).isIn(200, 400, 404);
        }
    }

    @Test
    void namesThatAreNoneAreNotFoundAndNotRun() {
        for (String id : List.of("x", "m261123-051234-k3f9'%20OR%201=1--", "..%2f..%2f", "%3Cscript%3E")) {
            assertThat(server.as(Role.VIEWER).get("/api/v1/migrations/" + id).status()).as(id).isIn(400, 404);
            assertThat(server.as(Role.VIEWER).get("/api/v1/targets/" + id).status()).as(id).isIn(400, 404);
        }
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations?vm=%27%20OR%201=1--").json().path("items").size())
                .isZero();
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations?limit=100000").status()).isEqualTo(400);
        assertThat(server.as(Role.VIEWER).get("/api/v1/migrations?outcome=nonsense").status()).isEqualTo(400);
        assertThat(server.as(Role.VIEWER).get("/api/v1/vms?limit=0").status()).isEqualTo(400);
    }
}
