package io.godwit.adapter.nas;

import io.godwit.port.Shells;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that is talked with by lines. */
final class LineConversation implements Shells.Conversation {
    private final Process process;
    private final Writer input;
    private final BlockingQueue<Optional<String>> heard = new LinkedBlockingQueue<>();

    LineConversation(Process process) {
        this.process = process;
        this.input = process.outputWriter();
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                heard.add(Optional.of(line));
            }
        } catch (IOException _) {
            // The end of the process is the end of what it says.
        }
        heard.add(Optional.empty());
    }

    @Override
    public void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException _) {
            // It has ended: whoever said it hears so.
        }
    }

    @Override
    public Optional<String> hear(Duration atMost) {
        try {
            Optional<String> line = heard.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return line == null ? Optional.empty() : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public boolean ended() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException _) {
            // It has ended before.
        }
    }
}
