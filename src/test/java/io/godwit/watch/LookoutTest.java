package io.godwit.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    @Test
    void whoHearsWhatWasSeenFindsNobodyWaitingForTheHostAnyMore() {
        List<Optional<Instant>> waiting = new CopyOnWriteArrayList<>();
        CompletableFuture<Lookout<String>> itself = new CompletableFuture<>();
        Lookout<String> lookout = new Lookout<>("host", () -> "seen", _ -> waiting.add(itself.join().waitingSince()),
                OFTEN, InstantSource.system());
        itself.complete(lookout);
        lookout.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> waiting.size() > 20);
        lookout.end();

        assertThat(waiting).containsOnly(Optional.empty());
    }

    @Test
    void aHostThatHangsIsToldAsWaitedForSinceTheLookBegan() {
        Instant began = Instant.parse("2026-01-01T00:00:00Z");
        CountDownLatch hangs = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        Lookout<String> lookout = new Lookout<>("host", () -> {
            await().atMost(Duration.ofSeconds(10)).until(() -> hangs.getCount() == 0);
            return "at last";
        }, seen::add, OFTEN, () -> began);
        lookout.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> lookout.waitingSince().isPresent());
        assertThat(lookout.waitingSince()).hasValue(began);
        assertThat(seen).isEmpty();
        hangs.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> seen.contains("at last"));
        lookout.end();
    }
}
