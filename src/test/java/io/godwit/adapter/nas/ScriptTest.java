package io.godwit.adapter.nas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final String OURS = "127.77.0.1";
    private static final String ANOTHER = "127.77.0.11";
    private static final int NFS = 2049;

    @Test
    void aServerIsSeenAtItsAddressAndAtNoOther() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(OURS, NFS));
            assertThat(listens(OURS)).isTrue();
            assertThat(listens(ANOTHER)).isFalse();
        }
        assertThat(listens(OURS)).isFalse();
    }

    /** As Ganesha does. */
    @Test
    void aServerWhoseSocketIsOfVersionSixIsSeenToo() throws IOException {
        try (ServerSocket _ = new ServerSocket(NFS, 1, InetAddress.getByName(OURS))) {
            assertThat(listens(OURS)).isTrue();
            assertThat(listens(ANOTHER)).isFalse();
        }
    }

    @Test
    void anotherPortIsNotNfs() throws IOException {
        try (ServerSocket _ = new ServerSocket(NFS + 1, 1, InetAddress.getByName(OURS))) {
            assertThat(listens(OURS)).isFalse();
        }
    }

    private static boolean listens(String address) throws IOException {
        Process bash = new ProcessBuilder("bash", "-c", "address=" + address + "\n" + Script.read("here.sh")
                + "listens bound && echo yes || echo no").redirectErrorStream(true).start();
        return switch (new String(bash.getInputStream().readAllBytes(), UTF_8).strip()) {
            case "yes" -> true;
            case "no" -> false;
            case String said -> throw new AssertionError(said);
        };
    }
}
