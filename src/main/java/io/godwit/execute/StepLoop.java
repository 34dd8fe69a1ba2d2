package io.godwit.execute;

import io.godwit.model.GodwitException.Cancelled;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Goes round until a step is done. A host that does not answer is asked again for a while before it is a failure. */
final class StepLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Sleeper sleeper;

    StepLoop(InstantSource clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Works on a step.
     *
     * @param fence throws where another process has taken the migration over: a process that stood still for long must
     *     not go on with what it saw before
     * @return what was seen at its end
     * @throws Cancelled where a person asked for the end and the step was stopped
     */
    String run(StepWork work, Runnable fence, BooleanSupplier cancelRequested) {
        boolean stopping = false;
        Instant silentSince = Instant.MAX;
        while (true) {
            try {
                fence.run();
                if (!stopping && cancelRequested.getAsBoolean()) {
                    stopping = work.cancel();
                    if (!stopping) {
                        throw new Cancelled("cancelled on request");
                    }
                }
                switch (work.advance()) {
                    case Advance.Done(String detail) -> {
                        return detail;
                    }
                    case Advance.Again(Duration pause) -> sleeper.sleep(pause);
                }
                silentSince = Instant.MAX;
            } catch (Unreachable silent) {
                silentSince = orGiveUp(silentSince, silent);
                sleeper.sleep(RETRY);
            } catch (Failed failed) {
                throw stopping ? new Cancelled("cancelled on request: " + failed.truth()) : failed;
            }
        }
    }

    /**
     * Asks until there is an answer, as patiently as for a step.
     *
     * @throws Unreachable where there was none for too long
     */
    <T> T patiently(Supplier<T> question) {
        Instant silentSince = Instant.MAX;
        while (true) {
            try {
                return question.get();
            } catch (Unreachable silent) {
                silentSince = orGiveUp(silentSince, silent);
                sleeper.sleep(RETRY);
            }
        }
    }

    private Instant orGiveUp(Instant silentSince, Unreachable silent) {
        Instant now = clock.instant();
        Instant since = silentSince.isBefore(now) ? silentSince : now;
        if (Duration.between(since, now).compareTo(PATIENCE) > 0) {
            throw silent;
        }
        return since;
    }
}
