package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The tiny guest: Debian's cloud kernel and busybox in an initramfs, with the writer of records.
 *
 * @param kernel for QEMU's direct boot
 * @param initrd holds everything: the guest has no root disk
 */
public record TinyImage(Path kernel, Path initrd) {
    private static final List<String> MODULES = List.of("failover.ko", "net_failover.ko", "virtio.ko", "virtio_ring.ko",
            "virtio_pci_modern_dev.ko", "virtio_pci_legacy_dev.ko", "virtio_pci.ko", "virtio_blk.ko", "virtio_net.ko");

    /** From the cache, or made now (a few seconds). */
    public static TinyImage provide(Path cache, Consumer<String> progress) {
        String recipe = Resources.text("tiny-init.sh") + Resources.text("recorder.c") + MODULES;
        return new Cache(cache).provide("tiny-" + Resources.fingerprint(recipe), folder -> {
            progress.accept("making the tiny guest (kernel and busybox)");
            new Making(folder).make();
        }, folder -> new TinyImage(folder.resolve("kernel"), folder.resolve("initrd")));
    }

    private record Making(Path folder) {
        void make() throws IOException {
            Path packages = unpackKernel();
            Path root = Files.createDirectories(folder.resolve("root"));
            copyModules(packages, root);
            Path bin = Files.createDirectories(root.resolve("bin"));
            Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"), StandardCopyOption.REPLACE_EXISTING);
            var _ = Command.of("gcc", "-O2", "-static", "-o", bin.resolve("recorder").toString(),
                    Resources.unpack("recorder.c", folder).toString()).within(Duration.ofMinutes(1)).run();
            Files.copy(Resources.unpack("tiny-init.sh", folder), root.resolve("init"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            for (String name : List.of("proc", "sys", "dev", "sbin", "tmp")) {
                Files.createDirectories(root.resolve(name));
            }
            pack(root);
            Trees.delete(root);
            Trees.delete(packages);
        }

        private Path unpackKernel() throws IOException {
            Path packages = Files.createDirectories(folder.resolve("packages"));
            String depends = Command.of("apt-cache", "depends", "linux-image-cloud-amd64").run();
            String name = depends.lines().map(String::strip).filter(line -> line.startsWith("Depends: linux-image-"))
                    .map(line -> line.substring("Depends: ".length())).findFirst()
                    .orElseThrow(() -> new LabException("apt knows no linux-image-cloud-amd64; try: apt-get update"));
            var _ = Command.of("apt-get", "download", name).in(packages).within(Duration.ofMinutes(5)).run();
            Path file = find(packages, name);
            var _ = Command.of("dpkg", "-x", file.toString(), packages.toString()).within(Duration.ofMinutes(2)).run();
            Files.copy(find(packages.resolve("boot"), "vmlinuz-"), folder.resolve("kernel"),
                    StandardCopyOption.REPLACE_EXISTING);
            return packages;
        }

        private static Path find(Path folder, String prefix) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().startsWith(prefix)).findFirst()
                        .orElseThrow(() -> new LabException("no " + prefix + " in " + folder));
            }
        }

        private static void copyModules(Path packages, Path root) throws IOException {
            Path modules = packages.resolve("lib/modules");
            Path version = find(modules, "");
            List<Path> wanted;
            try (Stream<Path> files = Files.walk(version)) {
                wanted = files.filter(file -> MODULES.contains(file.getFileName().toString())).toList();
            }
            Path target = root.resolve("lib/modules").resolve(version.getFileName());
            for (Path module : wanted) {
                Path copy = target.resolve(version.relativize(module));
                Files.createDirectories(copy.getParent());
                Files.copy(module, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            var _ = Command.of("depmod", "-b", root.toString(), version.getFileName().toString()).run();
        }

        private void pack(Path root) {
            var _ = new Command(
                    List.of("bash", "-c", "set -o pipefail; find . | cpio -o -H newc --quiet | gzip -1 > ../initrd"),
                    root,
                    Duration.ofMinutes(1), java.util.Map.of()).run();
        }
    }
}
