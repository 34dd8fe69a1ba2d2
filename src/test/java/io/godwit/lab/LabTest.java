package io.godwit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.DomainStats;
import io.godwit.libvirt.StoragePool;
import io.godwit.libvirt.StorageVolume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
    void aHypervisorKeepsItsHardwareAddressWhenAGuestHasALowerOne() {
        var _ = lab.onHost("vnode2", "ip", "link", "add", "low", "address", "02:00:00:00:00:01", "type", "veth",
                "peer", "name", "other").run();
        var _ = lab.onHost("vnode2", "ip", "link", "set", "low", "master", "br0").run();
        assertThat(lab.onHost("vnode2", "ip", "-brief", "link", "show", "br0").run()).contains("02:00:c6:12:");
        var _ = lab.onHost("vnode2", "ip", "link", "del", "low").run();
    }

    @Test
    void theBindingReadsBulkStatisticsAndBytesOfAnImage() throws IOException {
        try (Connection connection = Connection.open(Lab.libvirtUri(lab.folder(), "vnode2"))) {
            DomainStats stats = connection.domainStats(DomainStats.STATE | DomainStats.BLOCK).getFirst();
            assertThat(stats.values()).containsEntry("state.state", 1L).containsKey("block.0.wr.bytes");
        }
        try (Connection connection = Connection.open(Lab.libvirtUri(lab.folder(), "nas2"));
                StoragePool pool = connection.pool("export").orElseThrow();
                StorageVolume volume = pool.createVolume("<volume><name>bytes.raw</name><capacity>300000</capacity>"
                        + "<target><format type='raw'/></target></volume>")) {
            byte[] sent = new byte[300_000];
            new Random(7).nextBytes(sent);
            volume.upload(connection, Channels.newChannel(new ByteArrayInputStream(sent)));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            volume.download(connection, Channels.newChannel(received));
            volume.delete();
            assertThat(received.toByteArray()).isEqualTo(sent);
        }
    }

    @Test
    void aDamagedRecordIsFound() throws IOException {
        lab.addVm(GuestSpec.tiny("hurt", "vnode3", "nas1")
                .withDisks(new GuestSpec.DiskSpec("vda", "nas1", GuestSpec.Form.NETWORK, "raw", 1, 32)).writing(100));
        await().atMost(Duration.ofSeconds(30)).until(() -> lab.acknowledged("hurt", "vda") > 50);
        Path image = lab.folder().resolve("nas1").resolve("export").resolve(lab.images("nas1").getFirst());
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(new RecordLayout(32 << 20).offset(9) + 100);
            file.writeInt(0xdead);
        }
        assertThat(lab.check("hurt").getFirst().missing()).contains(new DiskCheck.Missing(9, OptionalLong.empty()));
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
    void twoLabsStandSideBySideAndLeaveNoTraceAlsoWhereTwoTakeOneDownAtOnce() throws IOException {
        Lab other = Lab.up(TestLabs.options("other"), System.out::println);
        assertThat(other.hosts().getFirst().address()).isNotEqualTo(lab.hosts().getFirst().address());
        CompletableFuture<?> another = CompletableFuture.runAsync(other::down);
        other.down();
        another.join();
        assertThat(other.folder()).doesNotExist();
        assertThat(Command.of("ip", "netns", "list").run()).doesNotContain("other-");
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            assertThat(processes.filter(process -> commandLine(process).contains(other.folder().toString()))).isEmpty();
        }
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(other.folder().toString());
        assertThat(groups()).noneMatch(group -> group.contains("other-"));
    }

    private static List<String> groups() throws IOException {
        Optional<CpuController> controller = CpuController.find(CpuController.MOUNTS);
        if (controller.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> groups = Files.list(controller.get().root())) {
            return groups.map(Path::toString).toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
