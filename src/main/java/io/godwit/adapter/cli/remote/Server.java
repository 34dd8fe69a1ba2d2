package io.godwit.adapter.cli.remote;

import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.GodwitException.NotAllowed;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.GodwitException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP to a server, with its problems in our own words. The plain client of the JDK: it is there at once. */
final class Server {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 120_000;
    private final URI address;
    private final Optional<String> token;
    private final JsonMapper mapper = JsonMapper.builder().build();

    Server(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    <T> T get(String path, Class<T> type) {
        return read(get(path), type);
    }

    JsonNode post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, Optional.of(body), headers);
    }

    <T> T read(JsonNode node, Class<T> type) {
        return mapper.treeToValue(node, type);
    }

    private JsonNode send(String method, String path, Optional<Object> body, Map<String, String> headers) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Accept", "application/json");
            token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
            headers.forEach(connection::setRequestProperty);
            if (body.isPresent()) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(mapper.writeValueAsString(body.get()).getBytes(StandardCharsets.UTF_8));
                }
            }
            return answer(connection);
        } catch (IOException e) {
            throw new Unreachable(address.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private JsonNode answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            JsonNode answer = in == null ? mapper.nullNode() : mapper.readTree(in);
            if (status >= 300) {
                throw problem(status, answer);
            }
            return answer;
        } catch (JacksonException e) {
            throw new Failed(address + " answers " + status + ", and not as a server of Godwit does",
                    "look at --server and $GODWIT_SERVER", e);
        }
    }

    private GodwitException problem(int status, JsonNode answer) {
        String truth = answer.path("detail").asString("the server answers " + status);
        String remedy = answer.path("remedy").asString("look at the server's log");
        return switch (answer.path("code").asString("")) {
            case "usage", "too-large", "not-acceptable" -> new Misuse(truth, remedy);
            case "not-found" -> new NotFound(truth, remedy);
            case "refused", "cancelled" -> new Refused(truth, remedy);
            case "needs-person" -> new NeedsPerson(truth, remedy);
            case "unavailable" -> new Unreachable(truth);
            case "not-signed-in" -> new NotAllowed(address + " does not know you: " + truth,
                    "put a token into GODWIT_TOKEN; godwit token create on the server's machine makes one");
            case "not-allowed", "too-many" -> new NotAllowed(truth, remedy);
            case String _ -> new Failed(truth, remedy);
        };
    }
}
