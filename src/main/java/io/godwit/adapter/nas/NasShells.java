package io.godwit.adapter.nas;

import io.godwit.model.Cluster;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.Nas;
import io.godwit.port.Shells;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Scripts on NAS servers, each in a process of its own. */
public final class NasShells implements Shells {
    /** What ssh says for itself rather than for the script. */
    private static final int SSH_FAILED = 255;
    private final Cluster cluster;
    private final FirstProcesses processes = new FirstProcesses();

    public NasShells(Cluster cluster) {
        this.cluster = cluster;
    }

    private ProcessBuilder process(String nas, String script, String... arguments) {
        return new ProcessBuilder(cluster.nas(nas).flatMap(Nas::shell).map(shell -> new ShellWords(shell, processes))
                .orElseThrow(() -> new Unreachable("the cluster file names no shell for " + nas))
                .of(script, arguments));
    }

    @Override
    public Said run(String nas, Duration limit, String script, String... arguments) {
        try {
            Process process = process(nas, script, arguments)
                    .redirectInput(Path.of("/dev/null").toFile()).start();
            CompletableFuture<String> output = reading(process.getInputStream());
            CompletableFuture<String> errors = reading(process.getErrorStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new Unreachable(nas + " has not answered for " + limit.toSeconds() + " s");
            }
            Said said = new Said(process.exitValue(), output.get(1, TimeUnit.SECONDS),
                    errors.get(1, TimeUnit.SECONDS));
            if (said.exitCode() == SSH_FAILED) {
                throw new Unreachable(nas + " cannot be reached: " + said.errors().strip());
            }
            return said;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new Unreachable(nas, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(nas, "interrupted", e);
        }
    }

    private static CompletableFuture<String> reading(java.io.InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }

    @Override
    public Conversation begin(String nas, String script, String... arguments) {
        try {
            return new LineConversation(process(nas, script, arguments)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new Unreachable(nas, "no script can be run there: " + e.getMessage(), e);
        }
    }
}
