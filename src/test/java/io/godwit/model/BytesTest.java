package io.godwit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void readsWhatPeopleWrite() {
        assertThat(Bytes.parse("200MiB/s")).isEqualTo(Bytes.ofMiB(200));
        assertThat(Bytes.parse("1.5 GiB")).isEqualTo(Bytes.ofMiB(1536));
        assertThat(Bytes.parse("4096")).isEqualTo(new Bytes(4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "10MB/s", "10MBps", "-1MiB", "1e309", "NaN", "9223372036854775808", "MiB",
            "1 2MiB"})
    void refusesWhatCouldMeanSomethingElse(String text) {
        assertThatThrownBy(() -> Bytes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void randomTextIsReadOrRefusedAndNothingElse(long seed) {
        Random random = new Random(seed);
        String letters = "0123456789.MiBGKTs/ -+eE";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
            try {
                assertThat(Bytes.parse(text.toString()).count()).isNotNegative();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("'");
            }
        }
    }
}
