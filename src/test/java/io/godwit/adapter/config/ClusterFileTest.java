package io.godwit.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.ImageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterFileTest {
    private static final Path EXAMPLE = Path.of("docs/cluster.example.yaml");

    @TempDir
    private Path folder = Path.of(".");

    private Cluster read(String text) throws IOException {
        Path file = folder.resolve("cluster.yaml");
        Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ClusterFile.read(file, folder);
    }

    @Test
    void theExampleInTheDocumentsIsRead() {
        Cluster cluster = ClusterFile.read(EXAMPLE, folder);
        assertThat(cluster.hypervisors()).hasSize(2);
        assertThat(cluster.nas()).hasSize(2);
    }

    /** A YAML bomb, a tag that would make an object, an unended quote: whatever it is, it is named, and nothing runs. */
    @Test
    void filesThatAreNearlyRightAreReadOrRefused() throws IOException {
        String example = Files.readString(EXAMPLE);
        io.godwit.model.Mutations.of(java.util.List.of(example, "a: &a [x,x]\nb: &b [*a,*a]\nhypervisors: [*b,*b]\n"),
                java.time.Duration.ofSeconds(3), text -> {
                    try {
                        var _ = read(text);
                    } catch (Misuse refused) {
                        assertThat(refused.truth()).contains("cluster.yaml");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void bothFormsOfADiskAreFoundAndNothingThatClimbsOut() throws IOException {
        Cluster cluster = ClusterFile.read(EXAMPLE, folder);
        assertThat(cluster.locate(new DiskSource.NfsPath("10.0.20.21", "/export/vms/a.qcow2")))
                .contains(new ImageLocation("nas1", "/export/vms", "a.qcow2"));
        assertThat(cluster.locate(new DiskSource.LocalFile("/mnt/nas1/a.qcow2")))
                .contains(new ImageLocation("nas1", "/export/vms", "a.qcow2"));
        assertThat(cluster.locate(new DiskSource.LocalFile("/mnt/nas1/../secret"))).isEmpty();
        assertThat(cluster.locate(new DiskSource.LocalFile("/mnt/nas1/sub/a.qcow2"))).isEmpty();
        assertThat(cluster.locate(new DiskSource.LocalFile("/mnt/nas1/.."))).isEmpty();
    }

    @Test
    void anExportWithAnAddressOfItsOwnIsFoundByItAndKeepsItWhoeverServesIt() {
        Cluster cluster = ClusterFile.read(EXAMPLE, folder);
        ImageLocation image = new ImageLocation("nas2", "/export/desktops", "a.qcow2");
        assertThat(cluster.locate(new DiskSource.NfsPath("10.0.20.32", "/export/desktops/a.qcow2"))).contains(image);
        assertThat(cluster.locate(new DiskSource.NfsPath("10.0.20.32", "/export/vms/a.qcow2"))).isEmpty();
        assertThat(cluster.source(image, new DiskSource.NfsPath("", "")))
                .isEqualTo(new DiskSource.NfsPath("10.0.20.32", "/export/desktops/a.qcow2"));
        assertThat(cluster.floatingExport(image).orElseThrow().servers()).containsExactly("nas1", "nas2");
    }

    @ParameterizedTest(name = "{0} to {1} says {2}")
    @CsvSource(delimiter = '|', value = {
            "uri: qemu+tls://vnode2/system | urii: x | unknown key 'urii'; the keys here are name, uri",
            "uri: qemu+tls://vnode2/system | uri: qemu+ext://h/system?command=id | not allowed",
            "uri: qemu+tls://vnode2/system | uri: qemu+ssh://h/system?netcat=id | not allowed",
            "uri: qemu+tls://vnode2/system | uri: 'test:///default' | not allowed",
            "name: vnode3 | name: vnode2 | twice",
            "shell: ssh://root@nas2 | shell: 'ssh://-oProxyCommand=x' | neither ssh",
            "shell: ssh://root@nas2 | # none | has no shell",
            "kind: pacemaker | kind: drbd | neither pacemaker nor pair",
            "kind: pacemaker | kind: pair | server is missing", "pair: storage | pair: other | nasPairs does not have",
            "address: 10.0.20.32 | address: 10.0.20.22 | twice", "nas: [nas1, nas2] | nas: [nas1] | two servers",
            "address: 10.0.20.32 | address: desktops.example | not an IPv4 address",
            "name: vnode3 | name: '../x' | is not a name",
            "path: /export/vms | path: ../vms | not an absolute path",
            "path: /export/vms | path: /export/../vms | not an absolute path", "nas: | nasses: | unknown key 'nasses'",
            "addresses: [10.0.20.21, nas1] | addresses: [10.0.20.22] | twice",
            "addresses: [10.0.20.21, nas1] | addresses: nas1 | addresses should be a list",
            "uri: qemu+tls://vnode2/system | uri: [a] | uri should be a text",
            "vouchedShared: false | vouchedShared: yes | neither true nor false",
            "uri: qemu+tls://vnode2/system | name: vnode9 | stands there twice"})
    void aMistakeIsNamed(String from, String to, String says) throws IOException {
        String text = Files.readString(EXAMPLE);
        assertThat(text).contains(from);
        assertThatThrownBy(() -> read(text.replaceFirst(java.util.regex.Pattern.quote(from), to)))
                .isInstanceOf(Misuse.class).hasMessageContaining(says);
    }

    @Test
    void nonsenseIsAnErrorAndNoStackTrace() {
        for (String text : new String[]{"", "[]", "\t", "a: &a [*a]", "{", "hypervisors: 3", "\u0000"}) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(Misuse.class);
        }
    }
}
