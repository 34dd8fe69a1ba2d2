package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.execute.Steering.Steer;
import io.godwit.execute.Steering.Turn;
import io.godwit.model.Bytes;
import io.godwit.plan.Switchover;
import io.godwit.port.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final Instant START = Instant.parse("2026-11-23T05:00:00Z");
    private static final Switchover GENTLE = new Switchover(Duration.ofMillis(50), Duration.ofMillis(150),
            Duration.ofSeconds(60), false);
    private static final Switchover URGENT = new Switchover(Duration.ofMillis(300), Duration.ofSeconds(2),
            Duration.ofSeconds(20), true);

    private static JobProgress job(int round, long remainingMiB, long perSecondMiB) {
        return new JobProgress(Duration.ZERO, Bytes.ofMiB(1024), Bytes.ofMiB(100), Bytes.ofMiB(remainingMiB),
                Bytes.ofMiB(perSecondMiB), Bytes.ofMiB(200), round, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO,
                Optional.empty());
    }

    private static Turn after(Steering steering, JobProgress job, int seconds) {
        return steering.turn(job, START.plusSeconds(seconds));
    }

    @Test
    void theFirstRoundsAreLeftAlone() {
        Steering steering = Steering.begin(GENTLE);
        assertThat(steering.allowed()).isEqualTo(Duration.ofMillis(50));
        assertThat(after(steering, job(1, 800, 100), 0).steer()).isInstanceOf(Steer.Stay.class);
        assertThat(after(steering, job(2, 20, 100), 1).steer()).isInstanceOf(Steer.Stay.class);
    }

    @Test
    void eachFurtherRoundRaisesTheDowntimeOnceAndNeverBeyondTheMost() {
        Turn third = after(Steering.begin(GENTLE), job(3, 5, 100), 2);
        assertThat(third.steer()).isEqualTo(new Steer.Allow(Duration.ofMillis(75)));
        assertThat(after(third.next(), job(3, 5, 100), 3).steer()).isInstanceOf(Steer.Stay.class);
        Turn fourth = after(third.next(), job(4, 100, 100), 4);
        Turn fifth = after(fourth.next(), job(5, 100, 100), 5);
        assertThat(fifth.steer()).isEqualTo(new Steer.Allow(Duration.ofMillis(150)));
        assertThat(after(fifth.next(), job(6, 100, 100), 6).steer()).isInstanceOf(Steer.Stay.class);
    }

    @Test
    void theSmallestRemainderThatWasSeenSaysHowFarToRaise() {
        Turn third = after(Steering.begin(GENTLE), job(3, 10, 100), 2);
        assertThat(third.steer()).isEqualTo(new Steer.Allow(Duration.ofMillis(110)));
    }

    @Test
    void gentleGivesUpAtTheDeadlineAndSaysWhy() {
        Turn first = after(Steering.begin(GENTLE), job(1, 800, 100), 0);
        Turn late = after(first.next(), job(9, 100, 100), 61);
        assertThat(late.steer()).isInstanceOfSatisfying(Steer.GiveUp.class,
                up -> assertThat(up.why()).contains("150 ms", "60.0 s", "9 rounds", "200 MiB"));
    }

    @Test
    void urgentGoesOverToPostCopyAtTheDeadline() {
        Turn first = after(Steering.begin(URGENT), job(1, 800, 100), 0);
        assertThat(after(first.next(), job(9, 100, 100), 21).steer()).isInstanceOf(Steer.PostCopy.class);
    }

    @Test
    void theDisksOfAnAtomicMigrationDoNotCountForTheDeadline() {
        JobProgress disks = new JobProgress(Duration.ZERO, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO,
                0,
                Bytes.ofMiB(3000), Bytes.ofMiB(10), Bytes.ofMiB(2990), Optional.empty());
        Turn copying = after(Steering.begin(GENTLE), disks, 0);
        assertThat(after(copying.next(), disks, 100).steer()).isInstanceOf(Steer.Stay.class);
        assertThat(after(copying.next(), job(1, 800, 100), 101).steer()).isInstanceOf(Steer.Stay.class);
    }
}
