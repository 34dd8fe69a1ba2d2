package io.godwit.experience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definition of a freeze starts with the longest stretch without a change. */
class GapsTest {
    private static final long MILLI = 1_000_000L;

    private static List<Long> every(long millis, long from, long to) {
        List<Long> moments = new ArrayList<>();
        for (long at = from; at <= to; at += millis) {
            moments.add(at * MILLI);
        }
        return moments;
    }

    @Test
    void aSteadyPictureHasNoGapLongerThanItsFrames() {
        Gaps gaps = Gaps.of(every(40, 0, 2000), 0, 2000 * MILLI);
        assertThat(gaps.longestMillis()).isEqualTo(40);
        assertThat(gaps.above100()).isZero();
    }

    @Test
    void aFreezeInTheMiddleIsFoundWithItsPlace() {
        List<Long> moments = every(40, 0, 1000);
        moments.addAll(every(40, 1250, 2000));
        Gaps gaps = Gaps.of(moments, 0, 2000 * MILLI);
        assertThat(gaps.longestMillis()).isEqualTo(250);
        assertThat(gaps.above100()).isEqualTo(1);
    }

    @Test
    void aPictureThatNeverComesBackIsAGapUntilTheEnd() {
        Gaps gaps = Gaps.of(every(40, 0, 1000), 0, 3000 * MILLI);
        assertThat(gaps.longestMillis()).isEqualTo(2000);
    }

    @Test
    void nothingAtAllIsOneGap() {
        assertThat(Gaps.of(List.of(), 0, 500 * MILLI).longestMillis()).isEqualTo(500);
    }
}
