package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.access.Role;
import io.godwit.serve.Client.Answer;
import io.godwit.simulation.Fleet;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The table of routes: the same as the contract, and walked by everybody. */
class RoutesTest {
    private static TestServer server;

    @BeforeAll
    static void up(@TempDir Path state) {
        server = TestServer.on(state, new Fleet(2, 1, 1));
    }

    @AfterAll
    static void down() {
        server.close();
    }

    @Test
    void theContractNamesTheRoutesThatThereAreWithTheirRolesAndNoOthers() throws IOException {
        List<String> contract = new ArrayList<>();
        try (InputStream text = RoutesTest.class.getResourceAsStream("/io/godwit/adapter/web/openapi.yaml")) {
            for (var path : YAMLMapper.builder().build().readTree(text).path("paths").properties()) {
                for (var method : path.getValue().properties()) {
                    JsonNode operation = method.getValue();
                    contract.add(String.join(" ", method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                            operation.path("operationId").asString(), operation.path("x-role").asString()));
                }
            }
        }
        assertThat(server.serving.table()).containsExactlyInAnyOrderElementsOf(contract);
    }

    /** Whoever asks: nobody, or somebody with this role. */
    private static Client visitor(Optional<Role> role) {
        return role.map(server::as).orElseGet(server::anyone);
    }

    @Test
    void everyRouteLetsInWhoMayAndNobodyElse() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : server.serving.table()) {
            String[] route = line.split(" ");
            if (route[2].equals("rdp")) {
                continue; // A WebSocket: DesktopTest.
            }
            Optional<Role> least = Role.of(route[3]);
            for (Optional<Role> role : List.of(Optional.<Role>empty(), Optional.of(Role.VIEWER),
                    Optional.of(Role.OPERATOR), Optional.of(Role.ADMIN))) {
                int status = status(visitor(role), route);
                int expected = least.isEmpty() || role.filter(has -> has.covers(least.get())).isPresent()
                        ? 0
                        : role.isEmpty() ? 401 : 403;
                boolean right = expected == 0 ? status != 401 && status != 403 : status == expected;
                if (route[2].equals("signIn")) {
                    right = status == 400;
                }
                if (!right) {
                    wrong.add(role.map(Role::label).orElse("nobody") + " " + line + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int status(Client client, String... route) throws IOException {
        String path = route[1].replace("{vm}", "vm2").replace("{id}", "m261123-051234-k3f9")
                .replace("{name}", "nobody-there").replace("{uuid}", Fleet.id(2).toString());
        if (route[2].equals("events")) {
            HttpResponse<InputStream> stream = client.stream(path);
            stream.body().close();
            return stream.statusCode();
        }
        Answer answer = route[0].equals("POST")
                ? client.post(path, "{}")
                : client.send(route[0], path, HttpRequest.BodyPublishers.noBody());
        return answer.status();
    }

    @Test
    void aRouteThatIsNotInTheTableIsNotThere() {
        for (String path : List.of("/api/v1/nothing", "/api/v2/scene", "/api/v1/scene/", "/api/v1//scene",
                "/api/v1/users/../scene", "/api/v1/%2e%2e/scene")) {
            assertThat(server.as(Role.ADMIN).get(path).status()).as(path).isIn(400, 404);
        }
        assertThat(server.as(Role.ADMIN).send("PUT", "/api/v1/scene", HttpRequest.BodyPublishers.ofString("{}"))
                .status()).isIn(404, 405);
    }

    @Test
    void aTokenThatIsNoneOrWasRevokedLetsNobodyIn() {
        assertThat(server.bearing("godwit_" + "x".repeat(43)).get("/api/v1/scene").code()).isEqualTo("not-signed-in");
        assertThat(server.bearing("").get("/api/v1/scene").status()).isEqualTo(401);
        assertThat(server.anyone().with("Authorization", "Basic YWRhOng=").get("/api/v1/scene").status())
                .isEqualTo(401);
        var issued = server.users.issue("short-lived", Role.VIEWER, Optional.empty(), "test");
        assertThat(server.bearing(issued.secret()).get("/api/v1/scene").status()).isEqualTo(200);
        server.users.revoke(issued.token().id());
        assertThat(server.bearing(issued.secret()).get("/api/v1/scene").status()).isEqualTo(401);
    }

    @Test
    void tokensAreShownOnceAndKeptAsHashesOnly() {
        Answer made = server.as(Role.ADMIN).post("/api/v1/tokens",
                "{\"name\":\"ci\",\"role\":\"operator\",\"days\":3}");
        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().path("token").asString();
        assertThat(server.bearing(secret).get("/api/v1/session").json().path("role").asString()).isEqualTo("operator");
        assertThat(server.as(Role.ADMIN).get("/api/v1/tokens").body()).contains("\"ci\"").doesNotContain(secret);
        assertThat(server.as(Role.ADMIN).get("/api/v1/audit").body()).contains("createToken").doesNotContain(secret);
    }

    @Test
    void healthNeedsNoSignInAndMetricsNameNoVm() {
        assertThat(server.anyone().get("/healthz").body()).isEqualTo("ok\n");
        String metrics = server.anyone().get("/metrics").body();
        assertThat(metrics).contains("godwit_vms 2", "godwit_hosts_reachable 4").doesNotContain("vm1", "vm2");
    }

    @Test
    void everyAnswerForbidsInlineScriptsAndFraming() {
        for (String path : List.of("/", "/healthz", "/api/v1/nothing", "/api/v1/scene")) {
            Answer answer = server.anyone().get(path);
            assertThat(answer.header("Content-Security-Policy").orElse("")).as(path)
                    .contains("script-src 'self' 'wasm-unsafe-eval';", "frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        }
    }
}
