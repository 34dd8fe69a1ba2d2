package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lab's network: a bridge in a namespace of its own, and a namespace for each host. Nothing touches the machine's. */
record Network(LabPlan plan) {
    private static final Path NETNS_FILES = Path.of("/etc/netns");

    void up() {
        String sw = plan.switchNamespace();
        ip("netns", "add", sw);
        inside(sw, "link", "add", "br0", "type", "bridge");
        inside(sw, "link", "set", "br0", "up");
        inside(sw, "link", "set", "lo", "up");
        plan.hosts().forEach(this::connect);
        writeNames();
    }

    private void connect(LabHost host) {
        String sw = plan.switchNamespace();
        String namespace = host.namespace();
        ip("netns", "add", namespace);
        inside(sw, "link", "add", host.name(), "type", "veth", "peer", "name", "eth0", "netns", namespace);
        inside(sw, "link", "set", host.name(), "master", "br0", "up");
        inside(namespace, "link", "set", "lo", "up");
        inside(namespace, "link", "set", "eth0", "address", mac(host), "up");
        String device = "eth0";
        if (host.role() == LabHost.Role.HYPERVISOR) {
            device = "br0";
            inside(namespace, "link", "add", device, "address", mac(host), "type", "bridge");
            inside(namespace, "link", "set", "eth0", "master", device);
            inside(namespace, "link", "set", device, "up");
        }
        inside(namespace, "addr", "add", host.address() + "/24", "dev", device);
    }

    /**
     * Of the host's IPv4 address, locally administered. A bridge without an address of its own takes the lowest of its ports: where
     * chance gives the host one above fe:54, that is a guest's tap, and two hosts have the same one while the guest moves between them.
     */
    private static String mac(LabHost host) {
        return "02:00:" + Stream.of(host.address().split("\\."))
                .map(octet -> String.format(Locale.ROOT, "%02x", Integer.parseInt(octet)))
                .collect(Collectors.joining(":"));
    }

    /** No name server answers inside: an empty resolv.conf fails a look-up at once. */
    private void writeNames() {
        String names = "127.0.0.1 localhost\n" + plan.hosts().stream()
                .map(host -> host.address() + " " + host.name() + "\n").collect(Collectors.joining());
        for (String namespace : namespaces()) {
            try {
                Path folder = Files.createDirectories(NETNS_FILES.resolve(namespace));
                Files.writeString(folder.resolve("hosts"), names);
                Files.writeString(folder.resolve("resolv.conf"), "");
            } catch (IOException e) {
                throw new LabException("the names of " + namespace + " could not be written: " + e.getMessage(), e);
            }
        }
    }

    private List<String> namespaces() {
        List<String> namespaces = new ArrayList<>(plan.hosts().stream().map(LabHost::namespace).toList());
        namespaces.add(plan.switchNamespace());
        return namespaces;
    }

    /** Ends whatever runs in the lab's namespaces and removes them; what is not there is no error. */
    void down() {
        namespaces().forEach(Network::killAll);
        for (String namespace : namespaces()) {
            killAll(namespace);
            var _ = Command.of("ip", "netns", "del", namespace).attempt();
            Trees.delete(NETNS_FILES.resolve(namespace));
        }
        var _ = NETNS_FILES.toFile().delete();
    }

    private static void killAll(String namespace) {
        for (int round = 0; round < 50; round++) {
            Command.Result pids = Command.of("ip", "netns", "pids", namespace).attempt();
            List<ProcessHandle> running = pids.exitCode() == 0
                    ? pids.output().lines().map(String::strip).filter(line -> line.matches("\\d+"))
                            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream()).toList()
                    : List.of();
            if (running.isEmpty()) {
                return;
            }
            running.forEach(ProcessHandle::destroyForcibly);
            Pause.millis(40);
        }
    }

    private static void ip(String... words) {
        List<String> all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(words));
        var _ = Command.of(all.toArray(String[]::new)).run();
    }

    private static void inside(String namespace, String... words) {
        List<String> all = new ArrayList<>(List.of("-n", namespace));
        all.addAll(List.of(words));
        ip(all.toArray(String[]::new));
    }
}
