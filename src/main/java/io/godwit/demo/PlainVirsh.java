package io.godwit.demo;

import io.godwit.lab.Command;
import io.godwit.lab.Lab;
import io.godwit.lab.LabException;
import io.godwit.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three moves as an administrator makes them today: virsh by hand, and the old image removed by hand. */
final class PlainVirsh {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern SOURCE = Pattern.compile("name='/export/([^']+)'[^>]*>\\s*<host name='([^']+)'/>");
    private final Lab lab;
    private int count;

    PlainVirsh(Lab lab) {
        this.lab = lab;
    }

    /** Returns when the VM runs on the other hypervisor. */
    void hypervisor(String vm, String from, String to) {
        String address = address(to);
        var _ = on(from, "migrate", "--live", "--p2p", vm, "qemu+tcp://" + address + "/system",
                "tcp://" + address)
                .run();
    }

    void nas(String hypervisor, String to) {
        String old = source(hypervisor);
        Path xml = write("<disk type='network' device='disk'><driver name='qemu' type='qcow2' cache='none'/>"
                + "<source protocol='nfs' name='/export/" + newImage(to) + "'><host name='" + address(to)
                + "'/></source></disk>");
        var _ = on(hypervisor, "blockcopy", Stage.VM, "vda", "--xml", xml.toString(), "--reuse-external", "--wait",
                "--pivot", "--transient-job").run();
        remove(old);
    }

    void both(String from, String to, String nas) {
        String old = source(from);
        String definition = on(from, "dumpxml", "--migratable", Stage.VM).run();
        Matcher source = SOURCE.matcher(definition);
        Path xml = write(source.replaceAll(
                "name='/export/" + newImage(nas) + "'><host name='" + address(nas) + "'/>"));
        String address = address(to);
        var _ = on(from, "migrate", "--live", "--p2p", "--copy-storage-all", "--migrate-disks", "vda", "--xml",
                xml.toString(), Stage.VM, "qemu+tcp://" + address + "/system", "tcp://" + address).run();
        remove(old);
    }

    /** What libvirt says of the last move, and the space that the new image takes. */
    record Figures(long downtimeMillis, long bytes) {}

    Figures figures(String hypervisor, String move) {
        long image = move.equals("hypervisor") ? 0 : allocated(source(hypervisor));
        if (move.equals("nas")) {
            return new Figures(0, image);
        }
        String job = on(hypervisor, "domjobinfo", "--rawstats", Stage.VM, "--completed").attempt().output();
        return new Figures(number(job, "downtime"), number(job, "memory_processed") + image);
    }

    private static long number(String job, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ": (\\d+)").matcher(job);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private long allocated(String addressAndName) {
        return file(addressAndName).map(image -> {
            try {
                return 512L * (long) Files.getAttribute(image, "unix:blocks");
            } catch (IOException | IllegalArgumentException | ClassCastException e) {
                return image.toFile().length();
            }
        }).orElse(0L);
    }

    private String source(String hypervisor) {
        Matcher source = SOURCE.matcher(on(hypervisor, "dumpxml", Stage.VM).run());
        if (!source.find()) {
            throw new LabException(Stage.VM + " has no NFS disk on " + hypervisor);
        }
        return source.group(2) + "/" + source.group(1);
    }

    private String newImage(String nas) {
        String name = "virsh-" + ++count + ".qcow2";
        var _ = Command.of("qemu-img", "create", "-q", "-f", "qcow2", exports(nas).resolve(name).toString(), "3G")
                .run();
        return name;
    }

    private void remove(String addressAndName) {
        file(addressAndName).ifPresent(image -> image.toFile().delete());
    }

    private Optional<Path> file(String addressAndName) {
        int slash = addressAndName.indexOf('/');
        return lab.hosts().stream().filter(host -> host.address().equals(addressAndName.substring(0, slash)))
                .findFirst()
                .map(host -> exports(host.name()).resolve(addressAndName.substring(slash + 1)));
    }

    private Path exports(String nas) {
        return lab.folder().resolve(nas).resolve("export");
    }

    private String address(String host) {
        return lab.hosts().stream().filter(known -> known.name().equals(host)).map(LabHost::address).findFirst()
                .orElseThrow();
    }

    private Command on(String hypervisor, String... words) {
        List<String> all = new java.util.ArrayList<>(
                List.of("virsh", "-q", "-c", Lab.libvirtUri(lab.folder(), hypervisor)));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).within(LIMIT);
    }

    private Path write(String xml) {
        try {
            Path file = lab.folder().resolve("virsh.xml");
            Files.writeString(file, xml);
            return file;
        } catch (IOException e) {
            throw new LabException("no file for virsh: " + e.getMessage(), e);
        }
    }
}
