package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The first process of a host. Ending it ends everything on the host, like a power cut. */
record HostProcess(LabPlan plan, LabHost host, Path scripts, boolean kvm) {
    /** The process that is number 1 inside, by its number outside. */
    static long firstPid(LabHost host) {
        return Command.of("ip", "netns", "pids", host.namespace()).run().lines().map(String::strip)
                .filter(pid -> namespacePid(pid).equals("1")).mapToLong(Long::parseLong).findFirst()
                .orElseThrow(() -> new LabException(host.name() + " does not run"));
    }

    private static String namespacePid(String pid) {
        try {
            return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1)).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    void start() {
        Path folder = plan.options().folder();
        String script = host.role() == LabHost.Role.NAS ? "nas.sh" : "hypervisor.sh";
        List<String> words = new ArrayList<>(ProcessorShares.of(plan).at(host));
        words.addAll(List.of("setsid", "unshare", "--mount", "--uts", "--ipc",
                "--pid", "--fork", "--mount-proc", "--kill-child", "bash", scripts.resolve(script).toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(folder.resolve(host.name() + ".out").toFile());
            builder.environment()
                    .putAll(Map.of("LAB", folder.toString(), "HOST", host.name(), "KVM", kvm ? "yes" : "no",
                            "NAS_SERVERS",
                            plan.nasServers().stream().map(LabHost::name).collect(Collectors.joining(" "))));
            builder.environment().putAll(new PairEnvironment(plan).variables());
            builder.start();
        } catch (IOException e) {
            throw new LabException(host.name() + " could not be started: " + e.getMessage(), e);
        }
    }
}
