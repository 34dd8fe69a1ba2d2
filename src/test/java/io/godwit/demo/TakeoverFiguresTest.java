package io.godwit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.demo.TakeoverFigures.Shot;
import io.godwit.demo.TakeoverFigures.Standstill;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeoverFiguresTest {
    private static Shot shot(int round, String way, String means, double stall) {
        return shot(round, way, means, stall, 50);
    }

    private static Shot shot(int round, String way, String means, double stall, double gap) {
        return new Shot(round, way, means, 2, stall, gap, 10);
    }

    @Test
    void eachWayIsSetAgainstPlainPacemakerInTheSameRound() {
        TakeoverFigures figures = TakeoverFigures.of("m", "TCG", List.of(new Standstill(40, 20)),
                List.of(shot(1, "there", "pacemaker", 700), shot(1, "back", "godwit", 90),
                        shot(1, "there", "godwit", 70), shot(1, "back", "pacemaker", 300),
                        shot(2, "there", "pacemaker", 200), shot(2, "back", "godwit", 60),
                        shot(2, "there", "godwit", 100), shot(2, "back", "pacemaker", 600)));
        assertThat(figures.ratios()).hasSize(2);
        assertThat(figures.ratios().getFirst().stallOfPairs()).isCloseTo(0.3, within(1e-9));
        assertThat(figures.ratios().getFirst().stallOfMedians()).isCloseTo(85.0 / 450, within(1e-9));
        assertThat(figures.ratios().getLast().pairs()).isEqualTo(2);
        assertThat(figures.lines()).filteredOn(line -> line.way().equals("back") && line.means().equals("pacemaker"))
                .singleElement().satisfies(line -> {
                    assertThat(line.stallMillis().median()).isEqualTo(450);
                    assertThat(line.stallMillis().max()).isEqualTo(600);
                });
    }

    @Test
    void aGapIsAboveTheStandstillWhereNoWindowAtStandstillHadOneAsLong() {
        TakeoverFigures figures = TakeoverFigures.of("m", "TCG",
                List.of(new Standstill(40, 20), new Standstill(60, 30), new Standstill(44, 10)),
                List.of(shot(1, "there", "godwit", 70, 59), shot(1, "there", "pacemaker", 70, 45),
                        shot(2, "there", "godwit", 70, 61), shot(2, "there", "pacemaker", 70, 45)));
        assertThat(figures.standstillGapMillis()).isEqualTo(new TakeoverFigures.Spread(44, 60));
        assertThat(figures.lines()).extracting(TakeoverFigures.Line::aboveStandstill).containsExactly(0L, 1L);
    }
}
