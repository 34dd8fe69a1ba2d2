package io.godwit.experience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A person at a screen: FreeRDP on a virtual X server. Its processes are ended by their ids, and a connection that was
 * lost is told and not hidden.
 */
public final class RdpClient implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private final Process screen;
    private final Process client;
    private final Framebuffer framebuffer;
    private final Path folder;

    private RdpClient(Process screen, Process client, Framebuffer framebuffer, Path folder) {
        this.screen = screen;
        this.client = client;
        this.framebuffer = framebuffer;
        this.folder = folder;
    }

    /**
     * Where to and as whom.
     *
     * @param at the words with which a program begins that is to run where the client is; none for this machine
     */
    public record Target(List<String> at, String address, String user, String password) {
        public Target {
            at = List.copyOf(at);
        }

        private ProcessBuilder run(String... words) {
            List<String> all = new ArrayList<>(at);
            all.addAll(List.of(words));
            return new ProcessBuilder(all).redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
        }
    }

    /**
     * Connects and shows the guest's desktop.
     *
     * @param folder for the screen's memory and the programs' output; it must exist
     * @throws IOException where X or the client does not start
     */
    public static RdpClient connect(Target target, Path folder) throws IOException {
        Path numberFile = folder.resolve("display");
        Process screen = target
                .run("bash", "-c", "exec Xvfb -displayfd 3 -nolisten tcp -screen 0 800x600x24 -fbdir \"$1\" 3> \"$2\"",
                        "xvfb", folder.toString(), numberFile.toString())
                .redirectOutput(folder.resolve("xvfb.out").toFile()).start();
        try {
            String display = ":" + awaitNumber(numberFile, screen);
            Framebuffer framebuffer = Framebuffer.map(folder.resolve("Xvfb_screen0"));
            return new RdpClient(screen, start(target, display, folder), framebuffer, folder);
        } catch (IOException e) {
            screen.destroyForcibly();
            throw e;
        }
    }

    private static Process start(Target target, String display, Path folder) throws IOException {
        ProcessBuilder builder = target
                .run("xfreerdp", "/v:" + target.address(), "/u:" + target.user(), "/p:" + target.password(),
                        "/cert:ignore", "/size:640x480", "/bpp:16", "/log-level:WARN")
                .redirectOutput(folder.resolve("rdp.out").toFile());
        builder.environment().put("DISPLAY", display);
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    private static String awaitNumber(Path file, Process screen) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (screen.isAlive() && System.nanoTime() - end < 0) {
            if (Files.exists(file) && Files.readString(file).endsWith("\n")) {
                return Files.readString(file).strip();
            }
            pause();
        }
        throw new IOException("Xvfb did not start");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Waits until the picture shows the video, that is, its frame number can be read and changes. */
    public boolean awaitVideo(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        int first = -1;
        while (connected() && System.nanoTime() - end < 0) {
            int frame = FrameNumber.read(framebuffer).orElse(-1);
            if (frame >= 0 && first >= 0 && frame != first) {
                return true;
            }
            first = frame >= 0 && first < 0 ? frame : first;
            pause();
        }
        return false;
    }

    /** Waits until the screen is not of one colour any more and its picture changes. */
    public boolean awaitPicture(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        long empty = framebuffer.fingerprint(framebuffer.width(), framebuffer.height());
        int changes = 0;
        while (connected() && System.nanoTime() - end < 0) {
            long now = framebuffer.fingerprint(framebuffer.width(), framebuffer.height());
            changes += now == empty ? 0 : 1;
            empty = now;
            if (changes > 2) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** Whether the client is still there: it ends when its connection is lost. */
    public boolean connected() {
        return client.isAlive() && screen.isAlive();
    }

    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /** What the client said last. */
    public String said() throws IOException {
        return Files.readString(folder.resolve("rdp.out")).strip();
    }

    @Override
    public void close() {
        end(client);
        end(screen);
        framebuffer.close();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
