package io.godwit.main;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at the page, in a real browser: ui/tests/desktop/watch.ts, asked and answering in lines of JSON. */
final class Watcher implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private Watcher(Process process) {
        this.process = process;
        answers = process.inputReader();
        questions = process.outputWriter();
    }

    /**
     * Opens the page and signs in.
     *
     * @param arguments the page's address, user, password, folder for screenshots
     */
    static Watcher open(Path ui, int videoWithinSeconds, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(ui.resolve("node_modules/.bin/tsx").toString(),
                "tests/desktop/watch.ts"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).directory(ui.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GODWIT_VIDEO_MILLIS", String.valueOf(videoWithinSeconds * 1000L));
        return new Watcher(builder.start());
    }

    /** The next thing that it says. */
    JsonNode heard() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("the browser's program ended");
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode ask(Map<String, ?> question) {
        try {
            questions.write(JSON.writeValueAsString(question) + "\n");
            questions.flush();
            return heard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
