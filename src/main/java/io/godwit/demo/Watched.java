package io.godwit.demo;

import io.godwit.experience.ScreenExperience;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something that was done while the client watched.
 *
 * @param seconds how long it took
 * @param experience from half a second before to two seconds after
 */
record Watched<T>(T result, double seconds, ScreenExperience experience) {
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Duration AFTER = Duration.ofSeconds(2);

    static <T> Watched<T> of(Stage stage, Supplier<T> work) {
        long from = System.nanoTime();
        Stage.rest(BEFORE);
        long began = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        Stage.rest(AFTER);
        return new Watched<>(result, seconds, stage.probe.between(from, System.nanoTime()));
    }

    /** The same picture with nothing moving. */
    static ScreenExperience standstill(Stage stage, Duration length) {
        long from = System.nanoTime();
        Stage.rest(length);
        return stage.probe.between(from, System.nanoTime());
    }
}
