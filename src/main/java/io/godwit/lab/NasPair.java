package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The first two NAS servers of a lab as a pair that serves exports with floating addresses. */
final class NasPair {
    private static final Duration START = Duration.ofSeconds(90);
    private final Lab lab;
    private final LabPlan plan;

    private NasPair(Lab lab, LabPlan plan) {
        this.lab = lab;
        this.plan = plan;
    }

    static Optional<NasPair> of(Lab lab, LabPlan plan) {
        return plan.options().nasCluster() == NasCluster.NONE ? Optional.empty() : Optional.of(new NasPair(lab, plan));
    }

    /** What must be there before the servers start: their scripts, and the power switch. */
    void prepare(Path scripts) {
        List.of("nas-cluster.sh", "nas-export.sh", "nas-cib.sh", "fence-lab.sh")
                .forEach(name -> Resources.unpack(name, scripts));
        Path power = PairEnvironment.power(plan);
        var _ = power.toFile().mkdirs();
        List<String> words = List.of("setsid", "ip", "netns", "exec", plan.switchNamespace(), "bash",
                Resources.unpack("power-switch.sh", scripts).toString());
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(lab.folder().resolve("power.out").toFile());
            builder.environment().putAll(new PairEnvironment(plan).variables());
            builder.start();
        } catch (IOException e) {
            throw new LabException("the power switch could not be started: " + e.getMessage(), e);
        }
    }

    /** Brings the exports up, each at home. */
    void start(Consumer<String> progress) {
        switch (plan.options().nasCluster()) {
            case NONE -> {}
            case PACEMAKER -> startPacemaker(progress);
            case PAIR -> plan.exports().forEach(this::serveByHand);
        }
        plan.exports().forEach(this::awaitServed);
        progress.accept("exports are served: " + String.join(", ",
                plan.exports().stream().map(export -> export.name() + " by " + export.home()).toList()));
    }

    private void startPacemaker(Consumer<String> progress) {
        progress.accept("forming the NAS cluster (corosync, Pacemaker)");
        List<LabHost> servers = plan.nasServers().subList(0, 2);
        awaitOnline();
        List<String> words = new ArrayList<>(List.of("env"));
        new PairEnvironment(plan).variables().forEach((key, value) -> words.add(key + "=" + value));
        words.addAll(List.of("bash", lab.folder().resolve("scripts").resolve("nas-cib.sh").toString()));
        var _ = lab.onHost(servers.getFirst().name(), words.toArray(String[]::new)).within(START).run();
    }

    void awaitOnline() {
        List<LabHost> servers = plan.nasServers().subList(0, 2);
        for (LabHost nas : servers) {
            if (!Pause.until(START, () -> allOnline(nas, servers.size()))) {
                throw new LabException("Pacemaker on " + nas.name() + " does not come up: " + status(nas));
            }
        }
    }

    private boolean allOnline(LabHost nas, int nodes) {
        return status(nas).split("online=\"true\"", -1).length - 1 == nodes
                && status(nas).contains("with_quorum=\"true\"");
    }

    private String status(LabHost nas) {
        return lab.onHost(nas.name(), "crm_mon", "--one-shot", "--output-as=xml").attempt().output();
    }

    private void serveByHand(LabExport export) {
        var _ = lab.onHost(export.home(), "env", "OCF_ROOT=/usr/lib/ocf", "OCF_RESKEY_name=" + export.name(),
                "OCF_RESKEY_address=" + export.address(), "OCF_RESOURCE_INSTANCE=" + export.name(),
                "/usr/lib/ocf/resource.d/godwit/nfs-export", "start").run();
        var _ = lab.onHost(export.home(), "ip", "address", "add", export.address() + "/24", "dev", "eth0").run();
    }

    private void awaitServed(LabExport export) {
        if (!Pause.until(START, () -> Command.of("ip", "netns", "exec", plan.client().namespace(), "showmount",
                "--no-headers", "-e", export.address()).within(Duration.ofSeconds(5)).attempt().output()
                .contains(export.path()))) {
            throw new LabException(export.name() + " is not served at " + export.address() + ": "
                    + status(plan.nasServers().getFirst()));
        }
    }
}
