package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Bytes;
import io.godwit.port.JobProgress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldingTest {
    private static JobProgress job(long remainingMiB, int iteration) {
        return new JobProgress(Duration.ZERO, Bytes.ofMiB(100), Bytes.ZERO, Bytes.ofMiB(remainingMiB), Bytes.ZERO,
                Bytes.ZERO, iteration, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO, Optional.empty());
    }

    @Test
    void theFirstRoundIsSentAtARateThatOutlastsATakeover() {
        assertThat(Holding.begin(Bytes.ofMiB(450)).rate()).isEqualTo(Bytes.ofMiB(30));
    }

    @Test
    void aSmallGuestIsNotSlowedDownToNothing() {
        assertThat(Holding.begin(Bytes.ofMiB(5)).rate()).isEqualTo(Bytes.ofMiB(4));
    }

    @Test
    void theRestOfTheRoundIsKeptBack() {
        Holding holding = Holding.begin(Bytes.ofMiB(100));
        assertThat(holding.look(job(61, 1)).braked()).isFalse();
        assertThat(holding.look(job(59, 1)).braked()).isTrue();
    }

    @Test
    void aSecondRoundIsKeptBackHoweverMuchIsLeft() {
        assertThat(Holding.begin(Bytes.ofMiB(100)).look(job(90, 2)).braked()).isTrue();
    }

    @Test
    void whatIsKeptBackStaysSo() {
        assertThat(Holding.begin(Bytes.ofMiB(100)).look(job(39, 1)).look(job(80, 1)).braked()).isTrue();
    }
}
