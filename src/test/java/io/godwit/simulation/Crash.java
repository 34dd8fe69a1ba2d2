package io.godwit.simulation;

/** The end of Godwit's process: no handler of the engine may catch it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("kill -9", null, false, false);
    }
}
