package io.godwit.port;

import java.time.Duration;
import java.util.Optional;

/** A long call that goes on beside us. */
public interface Ongoing {
    boolean ended();

    /** Waits for its end, but no longer than that. */
    void await(Duration atMost);

    /** Why it failed, in the host's words; empty where it went well. Only asked after the end. */
    Optional<String> problem();

    /** Whether it ended because the host fell silent: what it asked for may go on there, or was never begun. */
    boolean silent();
}
