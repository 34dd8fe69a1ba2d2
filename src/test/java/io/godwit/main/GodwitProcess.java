package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.lab.Command;
import io.godwit.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The program itself on a lab, as a process of its own that can be ended in the middle. */
record GodwitProcess(LabCluster cluster, Process process, Path output) {
    static GodwitProcess start(LabCluster cluster, String... words) {
        // A shell that runs the tests in the background leaves SIGINT ignored, and so would the program.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        "io.godwit.main.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--cluster", cluster.lab.clusterFile().toString()));
        Path output = cluster.lab.folder().resolve("process.out");
        try {
            return new GodwitProcess(cluster,
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a step has begun, and into it. */
    MigrationRecord awaitStep(Class<? extends Step> kind, Duration into) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as(this::said).isTrue();
            return open().stream().flatMap(open -> cluster.wiring.journal().steps(open.id()).stream())
                    .anyMatch(step -> kind.isInstance(step.step()) && step.state() == StepRecord.State.BEGUN);
        });
        LockSupport.parkNanos(into.toNanos());
        return open().getFirst();
    }

    private List<MigrationRecord> open() {
        return cluster.wiring.journal().migrations().stream().filter(migration -> migration.outcome().open()).toList();
    }

    void kill() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    /** As Ctrl-C does. */
    void interrupt() {
        var _ = Command.of("kill", "-INT", Long.toString(process.pid())).run();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "";
        }
    }
}
