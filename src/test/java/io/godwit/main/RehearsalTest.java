package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.lab.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** build/warm says nothing when the rehearsal breaks: commands only start more slowly then. */
class RehearsalTest {
    @Test
    void aRehearsalRunsToItsEndAndKeepsTheJournalsLibrary(@TempDir Path folder) {
        Path library = folder.resolve("library.so");
        var _ = Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Rehearsal.class.getName(), folder.toString(), library.toString()).within(Duration.ofMinutes(1)).run();
        assertThat(Files.exists(library)).isTrue();
    }
}
