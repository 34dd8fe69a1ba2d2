package io.godwit.adapter.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final Sample SAMPLE = new Sample(Instant.EPOCH, 1, "memory", Bytes.ofMiB(412), Bytes.ofMiB(650),
            Bytes.ofMiB(210), Bytes.ofMiB(12), 3);

    @Test
    void theProgressLineFitsEveryWidth() {
        for (int columns = 20; columns <= 200; columns++) {
            assertThat(new ProgressLine(true).render(SAMPLE, columns).length()).isLessThan(columns);
        }
        assertThat(new ProgressLine(false).render(SAMPLE, 160))
                .isEqualTo("memory        [###############---------]  63%  412 MiB of 650 MiB  210 MiB/s  "
                        + "dirty 12.0 MiB/s  round 3  left 1 s");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        assertThat(Terminal.plain("a\u001b[2Jb\nc\u202ed")).isEqualTo("a?[2Jb?c?d");
    }

    @Test
    void columnsAreAligned() {
        assertThat(
                new Table(List.of("NAME", "STATE"), List.of(List.of("desktop1", "up"), List.of("a", "down"))).lines())
                .containsExactly("NAME       STATE", "desktop1   up", "a          down");
    }
}
