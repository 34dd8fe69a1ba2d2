package io.godwit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.demo.BenchFigures.Expected;
import io.godwit.demo.BenchFigures.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchFiguresTest {
    private static Shot shot(int round, String means, double seconds, double freeze, long downtime,
            Optional<Expected> foretold) {
        return new Shot(round, "both", means, seconds, seconds, downtime, freeze, freeze + 40, 0, 0, 0, 1, foretold);
    }

    private static BenchFigures figures(Shot... shots) {
        return BenchFigures.of("a machine", "TCG", 40, List.of(shots));
    }

    @Test
    void eachRunIsSetAgainstTheOneByVirshJustBeforeIt() {
        BenchFigures figures = figures(shot(1, "virsh", 2, 100, 50, Optional.empty()),
                shot(1, "godwit", 3, 50, 50, Optional.empty()), shot(2, "virsh", 10, 1000, 50, Optional.empty()),
                shot(2, "godwit", 11, 100, 50, Optional.empty()), shot(3, "virsh", 1, 10, 50, Optional.empty()),
                shot(3, "godwit", 3, 2, 50, Optional.empty()));
        BenchFigures.Ratio ratio = figures.ratios().getFirst();
        assertThat(ratio.pairs()).isEqualTo(3);
        assertThat(ratio.freeze()).isCloseTo(0.2, within(1e-9));
        assertThat(ratio.addedSeconds()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aFreezeOfNothingIsCountedAsAMillisecondSoThatNoRatioIsInfinite() {
        BenchFigures figures = figures(shot(1, "virsh", 2, 0, 50, Optional.empty()),
                shot(1, "godwit", 2, 20, 50, Optional.empty()));
        assertThat(figures.ratios().getFirst().freeze()).isCloseTo(20, within(1e-9));
    }

    @Test
    void missedPredictionsAreCountedAndNamed() {
        BenchFigures figures = figures(shot(1, "virsh", 2, 100, 50, Optional.empty()),
                shot(1, "godwit", 2, 50, 50, Optional.of(new Expected(1.5, 99))),
                shot(2, "godwit", 2, 50, 50, Optional.of(new Expected(1.3, 101))));
        assertThat(figures.foretold().plans()).isEqualTo(2);
        assertThat(figures.foretold().secondsWithin30Percent()).isEqualTo(1);
        assertThat(figures.foretold().downtimeWithinFactor2()).isEqualTo(1);
        assertThat(figures.foretold().misses()).containsExactly(
                "round 2, both by godwit: 1.3 s foretold, 2.0 s taken",
                "round 2, both by godwit: 101 ms downtime foretold, 50 ms taken");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(BenchFigures.median(new double[]{4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(BenchFigures.median(new double[0])).isZero();
    }

    @Test
    void anAxisEndsAtARoundNumberThatHoldsAllOfIt() {
        List<Double> ends = new ArrayList<>();
        for (double most : new double[]{404.5, 2.97, 1, 0.0007, 99}) {
            ends.add(BenchPage.roundUp(most));
        }
        assertThat(ends.get(0)).isEqualTo(500);
        assertThat(ends.get(1)).isEqualTo(5);
        assertThat(ends.get(2)).isEqualTo(1);
        assertThat(ends.get(3)).isCloseTo(0.001, within(1e-9));
        assertThat(ends.get(4)).isEqualTo(100);
    }
}
