package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.godwit.lab.GuestSpec;
import io.godwit.lab.LabOptions;
import io.godwit.lab.TestLabs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is refused is refused by a named check with exit code 5, before anything has changed. */
@Tag("lab")
class RefusalTest {
    private static LabCluster cluster;
    private static Cli cli;
    private List<String> before = List.of();

    @BeforeAll
    static void up() {
        LabOptions two = TestLabs.options("refuse");
        cluster = LabCluster.up(new LabOptions(two.name(), two.root(), two.cache(), 2, 3));
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").stored());
        cluster.lab.cutPower("nas3");
        cli = new Cli(cluster.lab.clusterFile());
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void remember() {
        before = state();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(state()).isEqualTo(before);
    }

    private static List<String> state() {
        return List.of(cluster.vm("tiny1").toString(), cluster.lab.images("nas1").toString(),
                cluster.lab.images("nas2").toString());
    }

    private static void assertRefused(String check, String... words) {
        Cli.Outcome outcome = cli.run(words);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(5);
        assertThat(outcome.out()).contains("✗  " + check);
    }

    private static void onHost(String host, String... words) {
        var _ = cluster.lab.onHost(host, words).run();
    }

    @Test
    void aFullTarget() {
        onHost("nas1", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/srv/export");
        try {
            assertRefused("nas-space", "migrate", "tiny1", "--disks-to", "nas1");
        } finally {
            onHost("nas1", "umount", "/srv/export");
        }
    }

    @Test
    void aBridgeThatTheTargetDoesNotHave() {
        onHost("vnode3", "ip", "link", "set", "br0", "down");
        onHost("vnode3", "ip", "link", "set", "br0", "name", "other0");
        onHost("vnode3", "ip", "link", "set", "other0", "up");
        try {
            assertRefused("target-network", "migrate", "tiny1", "--to", "vnode3");
        } finally {
            onHost("vnode3", "ip", "link", "set", "other0", "down");
            onHost("vnode3", "ip", "link", "set", "other0", "name", "br0");
            onHost("vnode3", "ip", "link", "set", "br0", "up");
        }
    }

    @Test
    void aNasThatIsDown() {
        assertRefused("nas-reachable", "migrate", "tiny1", "--disks-to", "nas3");
        assertRefused("nas-seen-from", "plan", "tiny1", "--disks-to", "nas3");
    }

    @Test
    void aSnapshotInTheWay() throws IOException {
        Path xml = cluster.lab.folder().resolve("snapshot.xml");
        String domain = cluster.lab.onHost("vnode2", "virsh", "-q", "dumpxml", "tiny1").run();
        Files.writeString(xml, "<domainsnapshot><name>s1</name><state>running</state><creationTime>1</creationTime>"
                + "<memory snapshot='no'/><disks><disk name='vda' snapshot='internal'/></disks>" + domain
                + "</domainsnapshot>");
        onHost("vnode2", "virsh", "-q", "snapshot-create", "tiny1", xml.toString(), "--redefine");
        try {
            assertRefused("vm-no-snapshots", "migrate", "tiny1", "--to", "vnode3");
        } finally {
            onHost("vnode2", "virsh", "-q", "snapshot-delete", "tiny1", "s1", "--metadata");
        }
    }

    /** vnode3 gets a libvirt whose map of CPU models lacks the VM's. */
    @Test
    void aCpuModelThatTheTargetDoesNotKnow() {
        onHost("vnode3", "bash", "-c", "cp -r /usr/share/libvirt/cpu_map /mnt/cpu_map"
                + " && sed -i '/qemu64/d' /mnt/cpu_map/index.xml && mount --bind /mnt/cpu_map /usr/share/libvirt/cpu_map");
        restartLibvirt("vnode3");
        try {
            assertRefused("target-cpu", "migrate", "tiny1", "--to", "vnode3");
        } finally {
            onHost("vnode3", "umount", "/usr/share/libvirt/cpu_map");
            restartLibvirt("vnode3");
        }
    }

    private static void restartLibvirt(String host) {
        onHost(host, "bash", "-c", "kill $(cat /run/libvirtd.pid); sleep 1; rm -rf /var/cache/libvirt/*; "
                + "libvirtd --listen --daemon");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> cluster.lab.onHost(host, "virsh", "-q", "list").attempt().exitCode() == 0);
    }

    @Test
    void aVmThatIsThereAlready() {
        assertRefused("target-differs", "migrate", "tiny1", "--to", "vnode2");
        assertRefused("disk-elsewhere", "migrate", "tiny1", "--disks-to", "nas2");
    }

    @Test
    void namesThatNothingHasGiveThree() {
        assertThat(cli.run("migrate", "nobody", "--to", "vnode3").code()).isEqualTo(3);
        assertThat(cli.run("migrate", "tiny1", "--to", "vnode9").code()).isEqualTo(3);
        assertThat(cli.run("migrate", "tiny1", "--disks-to", "nas9").code()).isEqualTo(3);
        assertThat(cli.run("migrate", "tiny1", "--disk", "vdz=nas1").code()).isEqualTo(3);
        assertThat(cli.run("report", "m261123-000000-aaaa").code()).isEqualTo(3);
    }

    @Test
    void wordsThatMakeNoSenseGiveTwo() {
        assertThat(cli.run("migrate", "tiny1").code()).isEqualTo(2);
        assertThat(cli.run("migrate", "tiny1", "--to", "vnode3", "--mode", "staged").code()).isEqualTo(2);
        assertThat(cli.run("migrate", "tiny1", "--to", "vnode3", "--bandwidth", "fast").code()).isEqualTo(2);
        assertThat(cli.run("migrate", "tiny1", "--disk", "vda").code()).isEqualTo(2);
        assertThat(cli.run("mirgate", "tiny1").code()).isEqualTo(2);
        assertThat(cli.run("report", "x").code()).isEqualTo(2);
    }
}
