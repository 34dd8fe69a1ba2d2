package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How the lab's VMs get their CPUs. */
public enum Emulation {
    KVM("kvm"), TCG("qemu");

    private static final Duration TRIAL = Duration.ofSeconds(10);
    private final String virtType;

    Emulation(String virtType) {
        this.virtType = virtType;
    }

    /** libvirt's domain type. */
    public String virtType() {
        return virtType;
    }

    /**
     * KVM where the tiny guest boots under it within 10 s. That /dev/kvm exists and answers proves nothing: a nested,
     * paravirtual-only one creates a VM and hangs a stock guest in its firmware.
     */
    public static Emulation find(TinyImage tiny, Path cache) {
        Path known = cache.resolve("emulation-" + bootId());
        try {
            if (Files.exists(known)) {
                return valueOf(Files.readString(known).strip());
            }
            Emulation found = tryKvm(tiny);
            Files.writeString(known, found.name());
            return found;
        } catch (IOException e) {
            throw new LabException("the trial of KVM cannot be kept: " + e.getMessage(), e);
        }
    }

    /** The answer holds until the machine starts anew. */
    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Emulation tryKvm(TinyImage tiny) {
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            return TCG;
        }
        Process trial = null;
        try {
            trial = new ProcessBuilder("qemu-system-x86_64", "-accel", "kvm", "-machine", "q35", "-cpu", "qemu64", "-m",
                    "128", "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot", "-kernel",
                    tiny.kernel().toString(), "-initrd", tiny.initrd().toString(), "-append", "console=ttyS0 quiet")
                    .redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile()).start();
            StringBuilder said = new StringBuilder();
            Process running = trial;
            Thread reader = Thread.ofPlatform().daemon().start(() -> read(running, said));
            boolean ready = Pause.until(TRIAL, () -> contains(said) || !running.isAlive()) && contains(said);
            reader.interrupt();
            return ready ? KVM : TCG;
        } catch (IOException e) {
            return TCG;
        } finally {
            if (trial != null) {
                trial.destroyForcibly();
            }
        }
    }

    private static boolean contains(StringBuilder said) {
        synchronized (said) {
            return said.indexOf("GODWIT READY") >= 0;
        }
    }

    private static void read(Process process, StringBuilder said) {
        try (var output = process.inputReader()) {
            for (int c = output.read(); c >= 0; c = output.read()) {
                synchronized (said) {
                    said.append((char) c);
                }
            }
        } catch (IOException _) {
            // The trial was ended.
        }
    }
}
