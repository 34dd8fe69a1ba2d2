package io.godwit.model;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Sizes, lengths of time and ids that are nearly right are read or refused, and nothing else happens. */
class NearlyRightTextTest {
    private static final Duration TIME = Duration.ofMillis(700);

    private static void readOrRefused(List<String> examples, Function<String, Object> reader) {
        Mutations.of(examples, TIME, text -> {
            try {
                var _ = reader.apply(text);
            } catch (IllegalArgumentException | GodwitException.Misuse refused) {
                if (String.valueOf(refused.getMessage()).isBlank()) {
                    throw new AssertionError("refused without a word", refused);
                }
            }
        });
    }

    @Test
    void sizes() {
        readOrRefused(List.of("200MiB", "1.5 GiB/s", "0", "999999999999999TiB"), Bytes::parse);
    }

    @Test
    void lengthsOfTime() {
        readOrRefused(List.of("100ms", "2s", "5 m", "999999999h"), Spans::parse);
    }

    @Test
    void ids() {
        readOrRefused(List.of("m261123-051234-k3f9"), MigrationId::new);
    }
}
