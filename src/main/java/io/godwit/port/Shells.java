package io.godwit.port;

import java.time.Duration;
import java.util.Optional;

/** Commands on NAS servers. A script is text for bash; it and its arguments are passed as they are. */
public interface Shells {
    /**
     * Runs a script to its end.
     *
     * @throws io.godwit.model.GodwitException.Unreachable where the NAS does not answer, or not within the limit
     */
    Said run(String nas, Duration limit, String script, String... arguments);

    /** Begins a script that is talked with, line by line. */
    Conversation begin(String nas, String script, String... arguments);

    /** How a script ended, and what it printed. */
    record Said(int exitCode, String output, String errors) {}

    /** A script that runs. */
    interface Conversation extends AutoCloseable {
        /** One line to its standard input; nothing where it has ended. */
        void say(String line);

        /** Its next line; empty where it has ended or says nothing for so long. */
        Optional<String> hear(Duration atMost);

        boolean ended();

        /** Closes its input, at which it should end; one that does not is left to itself. */
        @Override
        void close();
    }
}
