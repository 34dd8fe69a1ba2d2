package io.godwit.adapter.nas;

import io.godwit.model.GodwitException;
import io.godwit.port.NasPairs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A move on a thread of its own, so that whoever waits for it can look at other things meanwhile. */
final class HandoverThread implements NasPairs.Handover {
    private final AtomicReference<Result> result = new AtomicReference<>();

    /** What a move does, to its end. */
    interface Move {
        Result run();
    }

    /** How it ended. */
    record Result(Optional<String> problem, Optional<Duration> gap, String story) {
        static Result failed(String problem) {
            return new Result(Optional.of(problem), Optional.empty(), "");
        }
    }

    private HandoverThread() {}

    static HandoverThread start(Move move) {
        HandoverThread handover = new HandoverThread();
        Thread.ofPlatform().daemon().name("handover").start(() -> {
            try {
                handover.result.set(move.run());
            } catch (GodwitException e) {
                handover.result.set(Result.failed(e.truth()));
            } catch (RuntimeException e) {
                handover.result.set(Result.failed("something that should not happen: " + e));
                throw e;
            }
        });
        return handover;
    }

    @Override
    public boolean ended() {
        return result.get() != null;
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(result.get()).flatMap(Result::problem);
    }

    @Override
    public Optional<Duration> gap() {
        return Optional.ofNullable(result.get()).flatMap(Result::gap);
    }

    @Override
    public String story() {
        return Optional.ofNullable(result.get()).map(Result::story).orElse("");
    }
}
