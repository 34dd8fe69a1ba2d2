package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Bytes;
import io.godwit.plan.Pacing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Pacing PACING = new Pacing(Bytes.ofMiB(1), Duration.ofMillis(60));
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Duration SLOW = Duration.ofMillis(90);
    private static final Bytes COPIED = Bytes.ofMiB(500);

    private static Pacer calm(Pacer pacer, int looks) {
        Pacer now = pacer;
        for (int i = 0; i < looks; i++) {
            now = now.look(QUICK, Optional.empty(), COPIED);
        }
        return now;
    }

    @Test
    void nothingIsHeldBackWhileNothingIsFelt() {
        assertThat(calm(Pacer.begin(PACING, Optional.empty()), 50).rate()).isEmpty();
    }

    @Test
    void anEngineThatAnswersLateSlowsTheCopyAtOnce() {
        Pacer felt = Pacer.begin(PACING, Optional.empty()).look(SLOW, Optional.empty(), COPIED);
        assertThat(felt.rate()).contains(Bytes.ofMiB(350));
    }

    @Test
    void aGuestWhoseDiskAnswersLateSlowsItLikewise() {
        Pacer felt = Pacer.begin(PACING, Optional.empty()).look(QUICK, Optional.of(SLOW), COPIED);
        assertThat(felt.rate()).contains(Bytes.ofMiB(350));
    }

    @Test
    void itNeverStopsAndComesBackAfterAWhileOfCalm() {
        Pacer now = Pacer.begin(PACING, Optional.empty());
        for (int i = 0; i < 50; i++) {
            now = now.look(SLOW, Optional.empty(), COPIED);
        }
        assertThat(now.rate()).contains(Bytes.ofMiB(64));
        assertThat(calm(now, 8).rate().orElseThrow()).isGreaterThan(Bytes.ofMiB(80));
        assertThat(calm(now, 200).rate()).isEmpty();
    }

    @Test
    void whatThePersonAllowedIsNeverExceeded() {
        Optional<Bytes> ceiling = Optional.of(Bytes.ofMiB(200));
        Pacer now = Pacer.begin(PACING, ceiling);
        assertThat(now.rate()).isEqualTo(ceiling);
        assertThat(calm(now.look(SLOW, Optional.empty(), COPIED), 300).rate()).isEqualTo(ceiling);
    }

    @Test
    void urgentGivesNoWay() {
        Pacer urgent = Pacer.begin(new Pacing(Bytes.ZERO, Duration.ZERO), Optional.empty());
        assertThat(urgent.look(SLOW, Optional.of(SLOW), COPIED).rate()).isEmpty();
    }
}
