package io.godwit.lab;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster on one machine. */
public final class Lab {
    private static final Duration START = Duration.ofSeconds(40);
    private final LabPlan plan;
    private final Emulation emulation;
    private final Consumer<String> progress;

    private Lab(LabPlan plan, Emulation emulation, Consumer<String> progress) {
        this.plan = plan;
        this.emulation = emulation;
        this.progress = progress;
    }

    /** The lab of that name, if it is up. */
    public static Optional<Lab> find(LabOptions options, Consumer<String> progress) {
        return LabState.read(options.folder()).map(state -> new Lab(
                new LabPlan(new LabOptions(options.name(), options.root(), options.cache(), state.hypervisors(),
                        state.nasServers(), state.nasCluster()), state.index()),
                state.emulation(), progress));
    }

    /**
     * Brings a lab up, without VMs. Where it fails, nothing of it is left.
     *
     * @throws LabException where it is up already, or could not be brought up
     */
    public static Lab up(LabOptions options, Consumer<String> progress) {
        if (find(options, progress).isPresent()) {
            throw new LabException("the lab " + options.name() + " is up already");
        }
        LabPlan plan = new LabPlan(options, freeIndex(options.root()));
        // Whatever a lab that died left behind.
        remove(plan);
        Thread undo = Thread.ofPlatform().unstarted(() -> remove(plan));
        Runtime.getRuntime().addShutdownHook(undo);
        try {
            return bringUp(plan, progress);
        } catch (IOException | RuntimeException e) {
            remove(plan);
            throw e instanceof LabException known
                    ? known
                    : new LabException("the lab did not come up: " + e.getMessage(), e);
        } finally {
            forget(undo);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending: the hook runs.
        }
    }

    private static Lab bringUp(LabPlan plan, Consumer<String> progress) throws IOException {
        LabOptions options = plan.options();
        Files.createDirectories(options.folder());
        TinyImage tiny = TinyImage.provide(options.cache(), progress);
        progress.accept("trying KVM");
        Emulation emulation = Emulation.find(tiny, options.cache());
        progress.accept(emulation == Emulation.KVM
                ? "KVM boots the tiny guest: the VMs run under KVM"
                : "KVM does not boot the tiny guest within 10 s: the VMs run under TCG");
        Lab lab = new Lab(plan, emulation, progress);
        lab.startHosts();
        new LabState(plan.index(), options.hypervisors(), options.nasServers(), options.nasCluster(), emulation)
                .write(options.folder());
        return lab;
    }

    /** One at a time: at Ctrl-C a hook and the thread whose work it broke off both take the lab down. */
    private static synchronized void remove(LabPlan plan) {
        new Network(plan).down();
        ProcessorShares.of(plan).remove();
        Trees.delete(plan.options().folder());
    }

    private static int freeIndex(Path root) {
        List<Integer> taken = LabState.all(root).stream().map(LabState::index).toList();
        return IntStream.range(0, 256).filter(index -> !taken.contains(index)).findFirst()
                .orElseThrow(() -> new LabException("256 labs are up"));
    }

    private void startHosts() {
        progress.accept("starting " + String.join(", ", plan.hosts().stream().map(LabHost::name).toList()));
        new Network(plan).up();
        ProcessorShares.of(plan).make();
        Path scripts = folder().resolve("scripts");
        List.of("host-common.sh", "hypervisor.sh", "nas.sh").forEach(name -> Resources.unpack(name, scripts));
        plan.places().forEach(place -> place.folder().toFile().mkdirs());
        Optional<NasPair> pair = NasPair.of(this, plan);
        pair.ifPresent(both -> both.prepare(scripts));
        List<LabHost> servers = plan.hosts().stream().filter(host -> host.role() != LabHost.Role.CLIENT).toList();
        servers.forEach(
                host -> new HostProcess(plan, host, scripts, emulation == Emulation.KVM).start());
        new Collector(plan).start();
        servers.forEach(this::awaitLibvirt);
        plan.nasServers().forEach(this::awaitNfs);
        new ClusterYaml(plan).write();
        pair.ifPresent(both -> both.start(progress));
    }

    private void awaitLibvirt(LabHost host) {
        boolean up = Pause.until(START, () -> answers(host));
        if (!up) {
            throw new LabException(
                    "libvirtd on " + host.name() + " does not answer within " + START.toSeconds() + " s: "
                            + tail(host.name() + ".out") + " " + tail(host.name() + "/log/libvirtd.log"));
        }
        progress.accept(host.name() + " is up");
    }

    private boolean answers(LabHost host) {
        if (!Files.exists(socket(folder(), host.name()))) {
            return false;
        }
        try (Connection connection = Connection.open(libvirtUri(folder(), host.name()))) {
            return connection.isAlive();
        } catch (LibvirtException _) {
            return false;
        }
    }

    private void awaitNfs(LabHost nas) {
        boolean up = Pause.until(START, () -> Command.of("ip", "netns", "exec", plan.client().namespace(), "showmount",
                "--no-headers", "-e", nas.address()).within(Duration.ofSeconds(5)).attempt().output()
                .contains("/export"));
        if (!up) {
            throw new LabException("NFS on " + nas.name() + " does not answer: " + tail(nas.name() + ".out") + " "
                    + tail(nas.name() + "/log/ganesha.log"));
        }
    }

    private String tail(String file) {
        try {
            List<String> lines = Files.readAllLines(folder().resolve(file));
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** What the daemons of the hypervisors complained of last. */
    public String logs() {
        return plan.hypervisors().stream().map(host -> host.name() + ": " + tail(host.name() + "/log/libvirtd.log"))
                .collect(Collectors.joining("\n"));
    }

    /** What a guest printed last on its console. */
    public String console(String vm) {
        return tail(vm + ".serial");
    }

    /** Adds a VM and waits until it is alive: a tiny guest acknowledges records, a desktop answers on the RDP port. */
    public void addVm(GuestSpec spec) {
        int number = LabState.nextGuest(folder());
        new Guests(plan, emulation, progress).add(spec, number);
        boolean alive = Pause.until(Duration.ofMinutes(2), () -> isAlive(spec, number));
        if (!alive) {
            throw new LabException(spec.name() + " did not come up within 120 s; see " + folder().resolve(
                    spec.name() + ".serial"));
        }
        LabState.keepAddress(folder(), spec.name(), plan.guestAddress(number));
        progress.accept(spec.name() + " is up at " + plan.guestAddress(number));
    }

    private boolean isAlive(GuestSpec spec, int number) {
        return switch (spec.kind()) {
            case TINY -> spec.disks().stream().allMatch(disk -> Collector
                    .read(folder(), spec.name(), disk.target(), new RecordLayout(disk.sizeMiB() * 1048576L))
                    .count() > 0);
            case DESKTOP -> Command.of("ip", "netns", "exec", plan.client().namespace(), "bash", "-c",
                    "exec 3<>/dev/tcp/" + plan.guestAddress(number) + "/3389").within(Duration.ofSeconds(2)).attempt()
                    .exitCode() == 0;
        };
    }

    /** Ends a VM wherever it is, and removes its images. */
    public void removeVm(String name) {
        new Guests(plan, emulation, progress).remove(name);
        Collector.forget(folder(), name);
        for (Place place : plan.places()) {
            images(place.name()).stream().filter(file -> file.startsWith(name + "-"))
                    .forEach(file -> place.folder().resolve(file).toFile().delete());
        }
    }

    /** Every file in the export of a NAS, or in one with a floating address. */
    public List<String> images(String place) {
        String[] names = plan.place(place).folder().toFile().list();
        return names == null ? List.of() : java.util.Arrays.stream(names).sorted().toList();
    }

    /** Proves that nothing acknowledged is lost. */
    public List<DiskCheck> check(String vm) {
        return new LabCheck(plan).check(vm);
    }

    /** Proves the same of one image by its name, where no VM has it open. */
    public DiskCheck check(String vm, String disk, String nas, String image, String format) {
        return new LabCheck(plan).check(vm, disk, nas, image, format);
    }

    /** How many records of a disk were acknowledged so far. */
    public long acknowledged(String vm, String disk) {
        return Collector.read(folder(), vm, disk, new RecordLayout(1L << 40)).count();
    }

    /** Removes the lab: no namespace, process, mount or file of it is left. */
    public void down() {
        remove(plan);
        var _ = plan.options().root().toFile().delete();
    }

    /** Runs a program on a host, as if one were logged in there. */
    public Command onHost(String host, String... words) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target",
                Long.toString(HostProcess.firstPid(host(host))), "--mount", "--uts", "--ipc", "--net", "--pid",
                "--root", "--wd"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new));
    }

    /** The words with which a program begins that is to run where the person at the screen is. */
    public List<String> atTheClient() {
        return ProcessorShares.of(plan).at(client());
    }

    private LabHost host(String name) {
        return plan.hosts().stream().filter(candidate -> candidate.name().equals(name)).findFirst()
                .orElseThrow(() -> new LabException("the lab has no host " + name));
    }

    /** Cuts a host's power: everything on it ends at once, and its file systems stay as they are. */
    public void cutPower(String host) {
        ProcessHandle.of(HostProcess.firstPid(host(host))).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Starts a host again whose power was cut; what is on its disks is there, and nothing runs. */
    public void powerOn(String name) {
        LabHost host = host(name);
        Trees.delete(folder().resolve(name).resolve("run"));
        new HostProcess(plan, host, folder().resolve("scripts"), emulation == Emulation.KVM).start();
        awaitLibvirt(host);
        if (host.role() == LabHost.Role.NAS) {
            awaitNfs(host);
        }
    }

    public Path folder() {
        return plan.options().folder();
    }

    public Path clusterFile() {
        return folder().resolve("cluster.yaml");
    }

    public Emulation emulation() {
        return emulation;
    }

    public List<LabHost> hosts() {
        return plan.hosts();
    }

    /** The address at which a guest answers. */
    public Optional<String> guestAddress(String vm) {
        return LabState.address(folder(), vm);
    }

    public LabHost client() {
        return plan.client();
    }

    /** Where the guests' acknowledgements are appended, a line for each record: "VM DISK NUMBER". */
    public Path acknowledgements() {
        return Collector.file(folder());
    }

    /** Waits until all servers of the NAS pair are online for Pacemaker, as after a power cut. */
    public void awaitNasCluster() {
        NasPair.of(this, plan).orElseThrow(() -> new LabException("the lab has no NAS pair")).awaitOnline();
    }

    /** The exports that either server of the NAS pair can serve. */
    public List<LabExport> exports() {
        return plan.exports();
    }

    static Path socket(Path lab, String host) {
        return lab.resolve(host).resolve("run/libvirt/libvirt-sock");
    }

    /** libvirt on a host by its socket: no network is needed to reach into the namespaces. */
    public static String libvirtUri(Path lab, String host) {
        return "qemu+unix:///system?socket=" + socket(lab, host);
    }
}
