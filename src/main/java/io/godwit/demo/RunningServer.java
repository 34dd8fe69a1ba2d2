package io.godwit.demo;

import io.godwit.journal.Outcome;
import io.godwit.lab.Command;
import io.godwit.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A <code>godwit serve</code> that is asked to migrate as a person's program asks it: by HTTP, until the end is there. */
final class RunningServer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);
    private static final Duration END = Duration.ofMinutes(3);
    private static final int REHEARSALS = 5;
    private static final JsonMapper JSON = JsonMapper.shared();
    private final Process process;
    private final URI address;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Process process, URI address, String token) {
        this.process = process;
        this.address = address;
        this.token = token;
    }

    /** Starts one, and comes back when it is ready to work. It ends with the stage at the latest, also at Ctrl-C. */
    static RunningServer start(String launcher, Stage stage) {
        String cluster = stage.clusterFile().toString();
        String token = Command.of(launcher, "token", "create", "bench", "--role", "operator", "--cluster", cluster)
                .run().strip().lines().toList().getLast();
        try {
            int port = freePort();
            Process process = new ProcessBuilder(launcher, "serve", "--listen", "127.0.0.1:" + port, "--cluster",
                    cluster).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(Path.of("/dev/null").toFile()).start();
            RunningServer server = new RunningServer(process, URI.create("http://127.0.0.1:" + port), token);
            stage.endFirst(server::close);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new LabException("the server could not be started: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        long patience = System.nanoTime() + READY.toNanos();
        while (!ready()) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                close();
                throw new LabException("the server is not ready after " + READY.toSeconds() + " s");
            }
            Stage.rest(BETWEEN_QUESTIONS);
        }
    }

    private boolean ready() {
        try {
            return send(request("/readyz").GET().build()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Plans some times: a server that people use is not as cold as a program that was just started.
     *
     * @param wishes fields of a request that can be met: to, disksTo, policy
     */
    void rehearse(String vm, Map<String, String> wishes) {
        try {
            for (int plan = 0; plan < REHEARSALS; plan++) {
                var _ = json(post("/api/v1/plans", vm, wishes), 200);
            }
        } catch (IOException e) {
            throw silent(e);
        }
    }

    /**
     * Migrates and waits for the end.
     *
     * @param wishes fields of the request: to, disksTo, policy
     */
    String migrate(String vm, Map<String, String> wishes) {
        try {
            JsonNode began = json(post("/api/v1/migrations", vm, wishes), 202);
            return awaitEnd("/api/v1/migrations/" + began.path("id").asString());
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private static LabException silent(IOException e) {
        return new LabException("the server does not answer: " + e.getMessage(), e);
    }

    private HttpResponse<String> post(String path, String vm, Map<String, String> wishes) throws IOException {
        Map<String, String> body = Stream.concat(wishes.entrySet().stream(), Stream.of(Map.entry("vm", vm)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return send(request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
    }

    private String awaitEnd(String migration) throws IOException {
        long patience = System.nanoTime() + END.toNanos();
        while (System.nanoTime() < patience) {
            String outcome = json(send(request(migration).GET().build()), 200).path("outcome").asString();
            if (Outcome.of(outcome).filter(Outcome::open).isEmpty()) {
                return ended(migration, outcome);
            }
            Stage.rest(BETWEEN_QUESTIONS);
        }
        throw new LabException(migration + " has not ended after " + END.toSeconds() + " s");
    }

    private static String ended(String migration, String outcome) {
        if (!outcome.equals(Outcome.DONE.label())) {
            throw new LabException(migration + " ended as " + outcome);
        }
        return outcome;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(READY).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer, int expected) {
        if (answer.statusCode() != expected) {
            throw new LabException("the server answers " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The launcher becomes the server, so the process is the server itself. */
    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(READY.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
