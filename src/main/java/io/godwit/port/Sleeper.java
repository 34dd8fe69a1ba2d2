package io.godwit.port;

import java.time.Duration;

/** Waiting, passed in so that a simulation can make time go by. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration pause);
}
