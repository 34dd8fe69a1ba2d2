package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.StepRecord;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import io.godwit.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Godwit dies, or is sent away, in the middle: the next one reads the journal and the hosts and brings it to its end. */
@Tag("lab")
class CrashTest {
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("crash"));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void start() {
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
    }

    @AfterEach
    void remove() {
        cluster.lab.removeVm("tiny1");
    }

    private static Path output() {
        return cluster.lab.folder().resolve("process.out");
    }

    /** The program itself, as a process of its own. */
    private static Process godwit(String... words) throws IOException {
        // A shell that runs the tests in the background leaves SIGINT ignored, and so would the program.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        "io.godwit.main.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--cluster", cluster.lab.clusterFile().toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()).start();
    }

    private static MigrationRecord awaitStep(Class<? extends Step> kind, Process process) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(process.isAlive()).as(() -> read(output())).isTrue();
            return latest().stream().flatMap(open -> cluster.wiring.journal().steps(open.id()).stream())
                    .anyMatch(step -> kind.isInstance(step.step()) && step.state() == StepRecord.State.BEGUN);
        });
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        return latest().getFirst();
    }

    private static List<MigrationRecord> latest() {
        return cluster.wiring.journal().migrations().stream().filter(migration -> migration.outcome().open()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static void assertWholeOn(String hypervisor, String nas) {
        assertThat(cluster.vm("tiny1").hypervisor()).isEqualTo(hypervisor);
        assertThat(cluster.lab.images(nas)).hasSize(1);
        assertThat(cluster.lab.images(nas.equals("nas1") ? "nas2" : "nas1")).isEmpty();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }

    @Test
    void killedInTheMirrorAnotherOneFinishes() throws IOException {
        Process process = godwit("migrate", "tiny1", "--disks-to", "nas1", "--bandwidth", "3MiB/s");
        MigrationRecord migration = awaitStep(Step.MirrorDisk.class, process);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
        Cli.Outcome watched = new Cli(cluster.lab.clusterFile()).run("watch", migration.id().value());
        assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
        assertWholeOn("vnode2", "nas1");
    }

    @Test
    void killedWhileTheMemoryMovesTheRunningJobIsAdopted() throws IOException {
        Process process = godwit("migrate", "tiny1", "--to", "vnode3", "--bandwidth", "8MiB/s");
        MigrationRecord migration = awaitStep(Step.MoveMemory.class, process);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
        Cli.Outcome watched = new Cli(cluster.lab.clusterFile()).run("watch", migration.id().value());
        assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
        assertWholeOn("vnode3", "nas2");
        assertThat(cluster.wiring.journal().measured(migration.id()).downtime()).isPresent();
    }

    @Test
    void ctrlCDetachesAndTheMigrationGoesOn() throws IOException {
        Process process = godwit("migrate", "tiny1", "--to", "vnode3", "--disks-to", "nas1", "--bandwidth", "4MiB/s");
        MigrationRecord migration = awaitStep(Step.MirrorDisk.class, process);
        var _ = io.godwit.lab.Command.of("kill", "-INT", Long.toString(process.pid())).run();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
        assertThat(read(output())).contains("detached").contains("godwit watch " + migration.id());
        await().atMost(Duration.ofMinutes(2)).until(
                () -> cluster.wiring.journal().migration(migration.id()).orElseThrow().outcome() == Outcome.DONE);
        assertWholeOn("vnode3", "nas1");
    }
}
