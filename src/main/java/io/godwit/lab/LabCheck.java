package io.godwit.lab;

import io.godwit.lab.Collector.Acknowledged;
import io.godwit.libvirt.Connection;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.DomainState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that every acknowledged record is in the image that the export shows. The VM is paused for the moment, and the
 * image is opened anew by another NFS client, by the name that the running VM's definition has.
 */
final class LabCheck {
    private static final Pattern VIRTUAL_SIZE = Pattern.compile("virtual size: .*\\((\\d+) bytes\\)");
    private final LabPlan plan;

    LabCheck(LabPlan plan) {
        this.plan = plan;
    }

    List<DiskCheck> check(String vm) {
        for (LabHost host : plan.hypervisors()) {
            try (Connection connection = Connection.open(Lab.libvirtUri(plan.options().folder(), host.name()))) {
                List<DiskCheck> found = connection.domain(vm).map(domain -> {
                    try (domain) {
                        return domain.state().state() == DomainState.RUNNING
                                ? paused(domain, vm)
                                : List.<DiskCheck>of();
                    }
                }).orElse(List.of());
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new LabException("no hypervisor of the lab runs " + vm);
    }

    /** An image that nobody writes. */
    DiskCheck check(String vm, String disk, String nas, String image, String format) {
        LiveDisk closed = new LiveDisk(disk, List.of(new LiveDisk.File(format, nas, "/" + image)));
        String info = asClient("qemu-img", "info", "-U", LiveDisk.json(closed.chain().getFirst(), plan.places()))
                .run();
        Matcher size = VIRTUAL_SIZE.matcher(info);
        if (!size.find()) {
            throw new LabException("the size of " + image + " is not known: " + info);
        }
        return check(vm, closed, Long.parseLong(size.group(1)));
    }

    private List<DiskCheck> paused(Domain domain, String vm) {
        List<LiveDisk> disks = LiveDisk.of(domain.xml(0));
        Map<String, Long> sizes = new java.util.HashMap<>();
        disks.forEach(disk -> sizes.put(disk.target(), domain.capacityBytes(disk.target())));
        domain.suspend();
        try {
            // What was sent before the pause is with the collector a moment later.
            Pause.millis(200);
            return disks.stream().map(disk -> check(vm, disk, sizes.getOrDefault(disk.target(), 0L))).toList();
        } finally {
            domain.resume();
        }
    }

    private DiskCheck check(String vm, LiveDisk disk, long size) {
        RecordLayout layout = new RecordLayout(size);
        Acknowledged acknowledged = Collector.read(plan.options().folder(), vm, disk.target(), layout);
        Path copy = plan.options().folder().resolve("check-" + vm + "-" + disk.target() + ".raw");
        String written = LiveDisk.json(disk.chain().getFirst(), plan.places());
        try {
            var _ = asClient("qemu-img", "convert", "-U", "-O", "raw", written, copy.toString()).run();
            List<DiskCheck.Missing> missing = missing(copy, layout, acknowledged);
            String damage = damage(disk, size);
            return new DiskCheck(disk.target(), disk.name(), acknowledged.count(), acknowledged.highest().size(),
                    acknowledged.highest().size() - missing.size(), missing, damage.isEmpty(), damage);
        } catch (IOException e) {
            throw new LabException("the copy of " + disk.name() + " cannot be read: " + e.getMessage(), e);
        } finally {
            var _ = copy.toFile().delete();
        }
    }

    /** What is wrong with the structure of any layer, or with what the lab wrote into the lowest one. */
    private String damage(LiveDisk disk, long size) {
        StringBuilder damage = new StringBuilder();
        for (LiveDisk.File layer : disk.chain()) {
            if (layer.format().equals("qcow2")) {
                Command.Result check = asClient("qemu-img", "check", "-q", "-U",
                        LiveDisk.json(layer, plan.places())).attempt();
                damage.append(check.exitCode() == 0 ? "" : layer.name() + ": " + check.output().strip());
            }
        }
        if (disk.chain().size() > 1) {
            Command.Result base = asClient("qemu-io", "-U", "-r", "-c", Guests.basePattern("read", size),
                    LiveDisk.json(disk.chain().getLast(), plan.places())).attempt();
            boolean whole = base.exitCode() == 0 && !base.output().contains("verification failed");
            damage.append(whole ? "" : "the lowest layer lost its content: " + base.output().strip());
        }
        return damage.toString();
    }

    private Command asClient(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", plan.client().namespace()));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).within(Duration.ofMinutes(2));
    }

    private static List<DiskCheck.Missing> missing(Path raw, RecordLayout layout, Acknowledged acknowledged)
            throws IOException {
        List<DiskCheck.Missing> missing = new ArrayList<>();
        if (!Files.exists(raw)) {
            throw new IOException("no copy was made");
        }
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "r")) {
            for (Map.Entry<Long, Long> place : acknowledged.highest().entrySet()) {
                byte[] bytes = new byte[layout.length(place.getValue())];
                file.seek(place.getKey());
                file.readFully(bytes);
                OptionalLong found = RecordLayout.number(bytes);
                if (found.isEmpty() || found.getAsLong() < place.getValue()) {
                    missing.add(new DiskCheck.Missing(place.getValue(), found));
                }
            }
        }
        return missing;
    }
}
