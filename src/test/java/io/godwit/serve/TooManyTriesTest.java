package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.access.Role;
import io.godwit.serve.Client.Answer;
import io.godwit.simulation.Fleet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own, for afterwards nobody on this machine may try any more. */
class TooManyTriesTest {
    @Test
    void whoFailsTooOftenHasToWaitAndItIsInTheLogThatOnlyGrows(@TempDir Path state) {
        try (TestServer server = TestServer.on(state, new Fleet(1, 1, 1))) {
            for (int i = 0; i < 10; i++) {
                Answer wrong = server.anyone().post("/api/v1/session", "{\"user\":\"ada\",\"password\":\"guess\"}");
                assertThat(wrong.status()).isEqualTo(401);
            }
            Answer right = server.anyone().post("/api/v1/session",
                    "{\"user\":\"ada\",\"password\":\"" + TestServer.PASSWORD + "\"}");
            assertThat(right.status()).isEqualTo(429);
            assertThat(right.header("Retry-After")).isPresent();
            assertThat(server.as(Role.ADMIN).get("/api/v1/audit").body()).contains("\"too-many\"", "\"not-signed-in\"")
                    .doesNotContain("guess", TestServer.PASSWORD);
        }
    }
}
