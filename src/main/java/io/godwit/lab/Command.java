package io.godwit.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One program, run to its end within a time limit. Words are passed as they are: no shell reads them. */
public record Command(List<String> words, Path folder, Duration limit, Map<String, String> environment) {
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Path.of("/"), Duration.ofSeconds(30), Map.of());
    }

    public Command in(Path other) {
        return new Command(words, other, limit, environment);
    }

    public Command within(Duration other) {
        return new Command(words, folder, other, environment);
    }

    /** What it printed on both outputs, and how it ended. */
    public record Result(int exitCode, String output) {}

    /**
     * Runs it.
     *
     * @throws LabException where it fails or takes too long
     */
    public String run() {
        Result result = attempt();
        if (result.exitCode() != 0) {
            throw new LabException(String.join(" ", words) + " ended with " + result.exitCode() + ": "
                    + result.output().strip());
        }
        return result.output();
    }

    /** Runs it; a failure is an answer. */
    public Result attempt() {
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Thread killer = Thread.ofPlatform().daemon().start(() -> endAfterLimit(process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            killer.interrupt();
            return new Result(code, output);
        } catch (IOException e) {
            throw new LabException(words.getFirst() + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted in " + words.getFirst(), e);
        }
    }

    private void endAfterLimit(Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // The process has ended by itself.
        }
    }
}
