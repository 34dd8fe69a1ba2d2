package io.godwit.lab.desktop;

import io.godwit.lab.Cache;
import io.godwit.lab.LabException;
import io.godwit.lab.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The desktop guest, made once from Debian packages and then copied.
 *
 * @param kernel for QEMU's direct boot
 * @param disk qcow2, 3 GiB, never written
 */
public record DesktopImage(Path kernel, Path initrd, Path disk) {
    /** The user whose session plays the video; the password is the same word. */
    public static final String USER = "viewer";

    /** From the cache, or made now (about two minutes, with a line at least every ten seconds). */
    public static DesktopImage provide(Path cache, Consumer<String> progress) {
        String recipe = Resources.text("desktop/build.sh");
        return new Cache(cache).provide("desktop-" + Resources.fingerprint(recipe), folder -> build(folder, progress),
                folder -> new DesktopImage(folder.resolve("kernel"), folder.resolve("initrd"),
                        folder.resolve("desktop.qcow2")));
    }

    /** What the guest reads its name and address from. */
    public static String commandLine(String name, String address) {
        return "root=/dev/vda console=ttyS0 quiet mitigations=off net.ifnames=0 godwit.name=" + name
                + " godwit.address="
                + address;
    }

    private static void build(Path folder, Consumer<String> progress) throws IOException {
        Path script = Resources.unpack("desktop/build.sh", folder);
        Process process = new ProcessBuilder(List.of("bash", script.toString(), AptMirror.find()))
                .directory(folder.toFile()).redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile())
                .start();
        String last = "";
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line;
                progress.accept(line);
            }
            if (process.waitFor() != 0) {
                throw new LabException("the desktop guest could not be made: " + last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the desktop guest was made", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
