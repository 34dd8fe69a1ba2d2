package io.godwit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class LabTest {
    private static final LabOptions OPTIONS = TestLabs.options("labtest");
    private static Lab lab;

    @BeforeAll
    static void up() {
        Lab.find(OPTIONS, System.out::println).ifPresent(Lab::down);
        lab = Lab.up(OPTIONS, System.out::println);
        lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2"));
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.down();
        }
    }

    @Test
    void everyAcknowledgedRecordIsInTheImageThatTheExportShows() {
        await().atMost(Duration.ofSeconds(30)).until(() -> lab.acknowledged("tiny1", "vda") > 100);
        List<DiskCheck> checks = lab.check("tiny1");
        assertThat(checks).hasSize(1).allMatch(DiskCheck::good);
        assertThat(checks.getFirst().acknowledged()).isGreaterThan(100);
    }

    @Test
    void aDamagedRecordIsFound() throws IOException {
        lab.addVm(GuestSpec.tiny("hurt", "vnode3", "nas1")
                .withDisks(new GuestSpec.DiskSpec("vda", "nas1", GuestSpec.Form.NETWORK, "raw", 1, 32)).writing(100));
        await().atMost(Duration.ofSeconds(30)).until(() -> lab.acknowledged("hurt", "vda") > 50);
        Path image = Lab.exportFolder(lab.folder(), "nas1").resolve(lab.images("nas1").getFirst());
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(new RecordLayout(32 << 20).offset(9) + 100);
            file.writeInt(0xdead);
        }
        assertThat(lab.check("hurt").getFirst().missing()).contains(9L);
        lab.removeVm("hurt");
        assertThat(lab.images("nas1")).isEmpty();
    }

    @Test
    void aLabThatIsUpIsNotBroughtUpAgain() {
        assertThatThrownBy(() -> Lab.up(OPTIONS, _ -> {})).isInstanceOf(LabException.class)
                .hasMessageContaining("is up already");
        assertThat(lab.acknowledged("tiny1", "vda")).isPositive();
    }

    @Test
    void twoLabsStandSideBySideAndLeaveNoTrace() throws IOException {
        Lab other = Lab.up(TestLabs.options("other"), System.out::println);
        assertThat(other.hosts().getFirst().address()).isNotEqualTo(lab.hosts().getFirst().address());
        other.down();
        assertThat(other.folder()).doesNotExist();
        assertThat(Command.of("ip", "netns", "list").run()).doesNotContain("other-");
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            assertThat(processes.filter(process -> commandLine(process).contains(other.folder().toString()))).isEmpty();
        }
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(other.folder().toString());
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
