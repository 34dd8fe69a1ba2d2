package io.godwit.adapter.nas;

import io.godwit.model.GodwitException.Failed;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The script that waits on the new server for the address, and tells the clients. */
final class Receiver implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(8);
    private final Shells.Conversation script;
    private OptionalLong here = OptionalLong.empty();
    private boolean told;

    /**
     * Begins to wait.
     *
     * @param early whether the address is added here on the word "go"
     * @param resource Pacemaker's resource of the address, or -
     */
    Receiver(Shells shells, String nas, String address, String prefix, String device, boolean early, String resource,
            List<String> clients) {
        List<String> words = new ArrayList<>(
                List.of(address, prefix, device, early ? "early" : "wait", resource));
        words.addAll(clients);
        script = shells.begin(nas, Script.RECEIVE.text(), words.toArray(String[]::new));
        if (!script.hear(READY).equals(Optional.of("ready"))) {
            script.close();
            throw new Failed(nas + " does not get ready to take the address", "look at the server; nothing was moved");
        }
    }

    void go() {
        script.say("go");
    }

    void keep() {
        script.say("keep");
    }

    /** Listens for a while: milliseconds since 1970 at which the address came, once it has. */
    OptionalLong here(Duration atMost) {
        script.hear(atMost).ifPresent(this::understand);
        return here;
    }

    /** Whether it ended, as it does when its server dies. */
    boolean ended() {
        return script.ended();
    }

    boolean told(Duration atMost) {
        if (!told) {
            script.hear(atMost).ifPresent(this::understand);
        }
        return told;
    }

    private void understand(String line) {
        if (line.matches("here \\d{1,18}")) {
            here = OptionalLong.of(Long.parseLong(line.substring(5)));
        }
        told |= line.equals("told");
    }

    @Override
    public void close() {
        script.close();
    }
}
