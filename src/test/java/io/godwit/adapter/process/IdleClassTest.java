package io.godwit.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdleClassTest {
    /** What is started in the idle class, as the launcher starts a takeover. */
    static final class Started {
        private static final long PATIENCE_MILLIS = 30_000;

        private Started() {}

        public static void main(String[] arguments) throws InterruptedException {
            IdleClass.leaveWhenStarved();
            System.out.println(Scheduling.idle() ? "idle" : "usual");
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            long sum = 0;
            while (Scheduling.idle() && System.currentTimeMillis() < end) {
                // A process that wants nothing is not starved, so this one works now and then.
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    sum += until;
                }
                Thread.sleep(50);
            }
            System.err.println(sum);
            System.out.println(Scheduling.idle() ? "idle" : "usual");
        }
    }

    @Test
    void aProcessStaysInTheIdleClassUntilTheProcessorsAreNeverIdle() throws IOException, InterruptedException {
        Process started = new ProcessBuilder("chrt", "--idle", "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Started.class.getName()).start();
        List<Process> busy = new ArrayList<>();
        try (BufferedReader said = started.inputReader()) {
            assertThat(said.readLine()).isEqualTo("idle");
            Thread.sleep(1500);
            assertThat(said.ready()).as("it left while there was room").isFalse();
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                busy.add(new ProcessBuilder("timeout", "20", "sh", "-c", "while :; do :; done").start());
            }
            assertThat(Objects.toString(said.readLine())).isEqualTo("usual");
        } finally {
            busy.forEach(Process::destroy);
            started.destroy();
        }
    }
}
