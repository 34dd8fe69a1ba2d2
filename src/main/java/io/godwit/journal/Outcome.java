package io.godwit.journal;

import java.util.Arrays;
import java.util.Optional;

/** Where a migration stands. */
public enum Outcome {
    /** Under way, forwards. */
    RUNNING(true, 0),
    /** Under way, back to where it began. */
    GOING_BACK(true, 0), DONE(false, 0),
    /** The VM runs where it was, and no leftovers. */
    FAILED(false, 1), CANCELLED(false, 6), NEEDS_PERSON(false, 7);

    private final boolean open;
    private final int exitCode;

    Outcome(boolean open, int exitCode) {
        this.open = open;
        this.exitCode = exitCode;
    }

    public boolean open() {
        return open;
    }

    /** The exit code of the command that waits for it. */
    public int exitCode() {
        return exitCode;
    }

    /** For people and JSON: going-back, needs-person. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public static Optional<Outcome> of(String label) {
        return Arrays.stream(values()).filter(outcome -> outcome.label().equals(label)).findFirst();
    }
}
