package io.godwit.simulation;

import java.util.function.Supplier;

/** What every call across a port goes through, so that a fault can strike before or after its effect. */
interface Boundary {
    /** Lets everything through. */
    Boundary OPEN = new Boundary() {
        @Override
        public <T> T write(Supplier<T> effect) {
            return effect.get();
        }
    };

    /** A change of the journal. */
    <T> T write(Supplier<T> effect);

    default void write(Runnable effect) {
        var _ = this.<Boolean>write(() -> {
            effect.run();
            return true;
        });
    }
}
