package io.godwit.lab;

import io.godwit.lab.GuestSpec.DiskSpec;
import io.godwit.lab.desktop.DesktopImage;
import io.godwit.libvirt.Connection;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.LibvirtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes, starts and ends the lab's VMs. */
final class Guests {
    private final LabPlan plan;
    private final Emulation emulation;
    private final Consumer<String> progress;

    Guests(LabPlan plan, Emulation emulation, Consumer<String> progress) {
        this.plan = plan;
        this.emulation = emulation;
        this.progress = progress;
    }

    /**
     * Makes the images, defines the VM where it is persistent, and starts it.
     *
     * @param number tells the guests of a lab apart: address and MAC follow from it
     */
    void add(GuestSpec spec, int number) {
        makeImages(spec, number);
        String xml = xml(spec, number).text();
        try (Connection connection = connect(spec.hypervisor())) {
            if (spec.persistent()) {
                try (Domain domain = connection.define(xml)) {
                    domain.start();
                }
            } else {
                connection.create(xml).close();
            }
        } catch (LibvirtException e) {
            throw new LabException(spec.name() + " could not be started: " + e.getMessage(), e);
        }
        progress.accept("started " + spec.name() + " on " + spec.hypervisor());
    }

    private Connection connect(String host) {
        return Connection.open(Lab.libvirtUri(plan.options().folder(), host));
    }

    private GuestXml xml(GuestSpec spec, int number) {
        Path serial = plan.options().folder().resolve(spec.name() + ".serial");
        String address = plan.guestAddress(number);
        return switch (spec.kind()) {
            case TINY -> {
                TinyImage tiny = TinyImage.provide(plan.options().cache(), progress);
                yield new GuestXml(spec, emulation, tiny.kernel(), tiny.initrd(), tinyCommandLine(spec, address),
                        serial, plan.places(), number, address);
            }
            case DESKTOP -> {
                DesktopImage desktop = DesktopImage.provide(plan.options().cache(), progress);
                yield new GuestXml(spec, emulation, desktop.kernel(), desktop.initrd(),
                        DesktopImage.commandLine(spec.name(), address + "/24"), serial, plan.places(), number,
                        address);
            }
        };
    }

    private String tinyCommandLine(GuestSpec spec, String address) {
        String disks = spec.disks().stream().map(DiskSpec::target).collect(Collectors.joining(","));
        return "console=ttyS0 quiet mitigations=off godwit.name_of_vm=%s godwit.address=%s/24 godwit.disks=%s godwit.run=%d"
                .formatted(spec.name(), address, disks, System.nanoTime()) + " godwit.rate=" + spec.recordsPerSecond()
                + " godwit.dirtied=" + spec.dirtiedMiB()
                + " godwit.collector=" + plan.client().address() + ":" + Collector.PORT;
    }

    private void makeImages(GuestSpec spec, int number) {
        for (DiskSpec disk : spec.disks()) {
            Path export = plan.place(disk.nas()).folder();
            List<String> files = GuestXml.fileNames(spec, number, disk);
            if (spec.kind() == GuestSpec.Kind.DESKTOP) {
                progress.accept("copying the desktop's image to " + disk.nas());
                Path base = DesktopImage.provide(plan.options().cache(), progress).disk();
                var _ = Command
                        .of("cp", "--sparse=always", base.toString(), export.resolve(files.getFirst()).toString())
                        .within(Duration.ofMinutes(3)).run();
            } else {
                makeChain(export, disk, files);
            }
        }
    }

    private static void makeChain(Path export, DiskSpec disk, List<String> files) {
        for (int layer = files.size() - 1; layer >= 0; layer--) {
            Path file = export.resolve(files.get(layer));
            if (layer == files.size() - 1) {
                var _ = Command
                        .of("qemu-img", "create", "-q", "-f", disk.format(), file.toString(), disk.sizeMiB() + "M")
                        .run();
                fillBase(file, disk, files.size() > 1);
            } else {
                var _ = Command.of("qemu-img", "create", "-q", "-f", disk.format(), "-b", files.get(layer + 1), "-F",
                        disk.format(), file.toString()).in(export).run();
            }
        }
    }

    /** A backing image with something in it, so that a chain that lost it would be seen to be wrong. */
    private static void fillBase(Path file, DiskSpec disk, boolean isBase) {
        if (isBase) {
            var _ = Command.of("qemu-io", "-f", disk.format(), "-c", basePattern("write", disk.sizeMiB() * 1048576L),
                    file.toString()).run();
        }
    }

    /** qemu-io's command for the content of a lowest layer, to write it or to read and compare it. */
    static String basePattern(String verb, long sizeBytes) {
        return verb + " -P 0x5a " + (sizeBytes - (8 << 20)) + " 4M";
    }

    /** Ends a VM wherever it is. */
    void remove(String name) {
        for (LabHost host : plan.hypervisors()) {
            if (Files.exists(Lab.socket(plan.options().folder(), host.name()))) {
                end(host.name(), name);
            }
        }
    }

    private void end(String host, String name) {
        try (Connection connection = connect(host)) {
            connection.domain(name).ifPresent(domain -> {
                try (domain) {
                    boolean persistent = domain.isPersistent();
                    if (domain.state().state() != io.godwit.libvirt.DomainState.SHUT_OFF) {
                        domain.destroy();
                    }
                    if (persistent) {
                        domain.undefine(0);
                    }
                }
            });
        }
    }
}
