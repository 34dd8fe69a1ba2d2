package io.godwit.adapter.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private final AtomicInteger overruns = new AtomicInteger();
    private final CallLimit limit = new CallLimit("vnode2", Duration.ofMillis(200), overruns::incrementAndGet);

    @Test
    void anAnswerInTimeIsTheAnswer() {
        assertThat(limit.within(() -> 7)).isEqualTo(7);
        assertThat(overruns).hasValue(0);
    }

    @Test
    void whatACallThrowsIsThrown() {
        assertThatThrownBy(() -> limit.within(() -> {
            throw new Failed("no", "ask again");
        })).isInstanceOf(Failed.class).hasMessageContaining("no");
        assertThat(overruns).hasValue(0);
    }

    @Test
    void aCallThatLastsForEverIsSilenceAndIsLeftToItsOwnEnd() {
        CountDownLatch nas = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        assertThatThrownBy(() -> limit.within(() -> {
            awaitUninterrupted(nas);
            ended.countDown();
            return true;
        })).isInstanceOf(Unreachable.class).hasMessageContaining("vnode2");
        assertThat(overruns).hasValue(1);
        nas.countDown();
        awaitUninterrupted(ended);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
