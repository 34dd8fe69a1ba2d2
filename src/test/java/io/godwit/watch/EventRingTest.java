package io.godwit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing("now", 8, 4);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            ring.publish("sample", "{}");
        }
    }

    private static List<String> ids(EventRing.Reader reader) throws InterruptedException {
        return reader.await(Duration.ZERO).stream().map(event -> (event.resync() ? "resync " : "") + event.id())
                .toList();
    }

    @Test
    void whoComesBackGetsWhatItMissedAndThenWhatIsNew() throws InterruptedException {
        publish(8);
        EventRing.Reader reader = ring.reader(Optional.of("now-2"));
        assertThat(ids(reader)).containsExactly("now-3", "now-4", "now-5", "now-6", "now-7", "now-8");
        assertThat(ids(reader)).isEmpty();
        publish(1);
        assertThat(ids(reader)).containsExactly("now-9");
    }

    @Test
    void whoMissedMoreThanIsKeptIsToldSoAndGoesOnFromThere() throws InterruptedException {
        publish(20);
        EventRing.Reader reader = ring.reader(Optional.of("now-3"));
        assertThat(ids(reader)).containsExactly("resync now-20");
        publish(1);
        assertThat(ids(reader)).containsExactly("now-21");
    }

    @Test
    void whoReadsTooSlowlyIsToldSo() throws InterruptedException {
        EventRing.Reader reader = ring.reader(Optional.empty());
        publish(4);
        assertThat(ids(reader)).hasSize(4);
        publish(5);
        assertThat(ids(reader)).containsExactly("resync now-9");
    }

    @Test
    void idsOfAnotherStartOrOfNoneAreMissed() throws InterruptedException {
        publish(3);
        for (String id : List.of("then-3", "now-4", "now-x", "", "now--1")) {
            assertThat(ids(ring.reader(Optional.of(id)))).as(id).containsExactly("resync now-3");
        }
    }

    @Test
    void itsEndWakesWhoWaits() throws InterruptedException {
        EventRing.Reader reader = ring.reader(Optional.empty());
        Thread end = Thread.ofVirtual().start(ring::close);
        assertThat(reader.await(Duration.ofSeconds(30))).isEmpty();
        end.join();
        assertThat(ring.closed()).isTrue();
    }
}
