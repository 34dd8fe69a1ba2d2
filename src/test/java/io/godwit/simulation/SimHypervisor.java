package io.godwit.simulation;

import io.godwit.journal.Mark;
import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.Disk;
import io.godwit.model.DiskSource;
import io.godwit.model.Export;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.HostFacts;
import io.godwit.model.Layer;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import io.godwit.port.DiskTimes;
import io.godwit.port.HypervisorHost;
import io.godwit.port.JobProgress;
import io.godwit.port.MigrateOrder;
import io.godwit.port.MirrorProgress;
import io.godwit.port.Ongoing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A hypervisor as libvirt shows it, with the refusals that libvirt was seen to make. */
final class SimHypervisor implements HypervisorHost {
    private final World world;
    private final String name;

    SimHypervisor(World world, String name) {
        this.world = world;
        this.name = name;
    }

    Optional<SimVm> known() {
        return Optional.ofNullable(world.vms.get(name));
    }

    private Optional<SimVm> active() {
        return known().filter(vm -> vm.state.active());
    }

    private SimVm activeOrFail() {
        return active().orElseThrow(() -> new Failed("domain is not running on " + name, "look"));
    }

    private boolean underJob() {
        return active().isPresent() && world.job.filter(SimJob::running).isPresent();
    }

    @Override
    public HostFacts facts() {
        return world.look(name, () -> new HostFacts(name, 9_000_000, 7_002_022, Bytes.ofMiB(4096),
                Optional.of(Set.of("br0")), Set.of()));
    }

    @Override
    public List<Vm> vms() {
        return world.look(name, () -> known().map(this::view).stream().toList());
    }

    @Override
    public Optional<Vm> vm(UUID vm) {
        return world.look(name, () -> known().map(this::view).filter(known -> known.uuid().equals(vm)));
    }

    Vm view(SimVm vm) {
        List<Disk> disks = vm.disks.entrySet().stream().map(disk -> new Disk(disk.getKey(),
                List.of(new Layer(disk.getValue().source(), disk.getValue().file().format.label())), "none", false,
                false, false)).toList();
        return new Vm(world.vmName, world.vmId, name, vm.state, vm.persistent, Bytes.ofMiB(1024), 1, disks,
                vm.stored.entrySet().stream().map(disk -> new Vm.StoredDisk(disk.getKey(), disk.getValue())).toList(),
                Optional.empty(), vm.claim);
    }

    @Override
    public void claim(UUID vm, Optional<Claim> claim) {
        world.act(name, () -> {
            activeOrFail().claim = claim;
        });
    }

    @Override
    public VmActivity activity(UUID vm) {
        return world.look(name, () -> new VmActivity(underJob() ? Optional.of("type 2") : Optional.empty(),
                active().map(running -> running.mirrors.keySet().stream().map(disk -> disk + " (copy)").toList())
                        .orElse(List.of()),
                0, 0));
    }

    @Override
    public VmNeeds needs(UUID vm) {
        return new VmNeeds("/usr/bin/qemu", "x86_64", "pc-q35-7.2", "qemu", "<cpu/>",
                List.of(new VmNeeds.NetworkAttachment.Bridge("br0")), List.of(), List.of());
    }

    @Override
    public Suitability assess(VmNeeds needs) {
        return new Suitability(Optional.empty(), Optional.empty());
    }

    @Override
    public List<String> exportsSeen(String address) {
        return world.cluster.nas().stream().filter(nas -> nas.addresses().contains(address))
                .flatMap(nas -> nas.exports().stream()).map(Export::path).toList();
    }

    @Override
    public Optional<String> folderProblem(String folder) {
        return Optional.empty();
    }

    @Override
    public void startMirror(UUID vm, String disk, List<Layer> target, boolean shallow, Optional<Bytes> bandwidth,
            Bytes buffer) {
        world.act(name, () -> {
            SimVm running = activeOrFail();
            if (underJob() || running.mirrors.containsKey(disk)) {
                throw new Failed("block copy is not possible: a job is active", "look");
            }
            SimFile file = world.file(target.getFirst().source())
                    .orElseThrow(() -> new Failed("no such file " + target.getFirst().source(), "look"));
            World.require(running.disks.values().stream().noneMatch(open -> open.file() == file),
                    "a file that the VM has open is made the target of a copy");
            file.records.clear();
            running.mirrors.put(disk, new SimVm.SimMirror(new SimVm.OpenDisk(target.getFirst().source(), file),
                    100 + world.random.nextInt(1500)));
        });
    }

    @Override
    public void paceMirror(UUID vm, String disk, Optional<Bytes> bandwidth) {
        world.act(name, this::activeOrFail);
    }

    @Override
    public Optional<MirrorProgress> mirror(UUID vm, String disk) {
        return world.look(name, () -> active().map(running -> running.mirrors.get(disk))
                .map(mirror -> new MirrorProgress(new Bytes(Math.min(mirror.doneMillis, mirror.totalMillis)),
                        new Bytes(mirror.totalMillis), mirror.ready())));
    }

    @Override
    public void pivot(UUID vm, String disk) {
        world.act(name, () -> {
            SimVm running = activeOrFail();
            SimVm.SimMirror mirror = Optional.ofNullable(running.mirrors.get(disk)).filter(SimVm.SimMirror::ready)
                    .orElseThrow(() -> new Failed("block copy still active: not ready for pivot yet", "look"));
            running.disks.put(disk, mirror.target);
            running.mirrors.remove(disk);
        });
    }

    @Override
    public void abandonMirror(UUID vm, String disk) {
        world.act(name, () -> active().ifPresent(running -> running.mirrors.remove(disk)));
    }

    @Override
    public void touchImage(UUID vm, String disk) {
        world.act(name, () -> {
            SimVm running = activeOrFail();
            Optional.ofNullable(running.disks.get(disk)).ifPresent(
                    open -> open.file().modified = world.hostTime());
        });
    }

    @Override
    public Ongoing migrate(UUID vm, MigrateOrder order) {
        return world.act(name, () -> {
            if (active().isEmpty() || underJob() || !activeOrFail().mirrors.isEmpty()) {
                return new RefusedCall("the domain does not run, or has an active job");
            }
            World.require(!world.vms.containsKey(order.target().name())
                    || !world.vms.get(order.target().name()).state.active(), "migrated onto itself");
            SimJob job = new SimJob(world, name, order);
            world.job = Optional.of(job);
            return job;
        });
    }

    /** libvirt says no in the same call that would have taken long. */
    private record RefusedCall(String why) implements Ongoing {
        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public void await(Duration atMost) {}

        @Override
        public Optional<String> problem() {
            return Optional.of(why);
        }

        @Override
        public boolean silent() {
            return false;
        }
    }

    @Override
    public Optional<JobProgress> job(UUID vm) {
        return world.look(name, () -> underJob() ? Optional.of(progress(Optional.empty())) : Optional.empty());
    }

    private static JobProgress progress(Optional<Duration> downtime) {
        return new JobProgress(Duration.ofSeconds(1), Bytes.ofMiB(1024), Bytes.ofMiB(100), Bytes.ofMiB(100),
                Bytes.ofMiB(100), Bytes.ofMiB(1), 1, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO, downtime);
    }

    @Override
    public Optional<JobProgress> completedJob(UUID vm) {
        return world.look(name, () -> active().map(_ -> progress(Optional.of(Duration.ofMillis(50)))));
    }

    @Override
    public void abortJob(UUID vm) {
        world.act(name, () -> {
            activeOrFail();
            if (underJob()) {
                world.job.orElseThrow().breakOff("operation aborted: job canceled");
            }
        });
    }

    @Override
    public void allowDowntime(UUID vm, Duration downtime) {
        world.act(name, this::activeOrFail);
    }

    @Override
    public void paceMemory(UUID vm, Optional<Bytes> perSecond) {
        throw new UnsupportedOperationException("not simulated");
    }

    @Override
    public void startPostCopy(UUID vm) {
        throw new UnsupportedOperationException("not simulated");
    }

    @Override
    public Bytes capacity(UUID vm, String disk) {
        return world.look(name, () -> new Bytes(activeOrFail().disk(disk).file().capacity));
    }

    @Override
    public Bytes usedMemory(UUID vm) {
        return Bytes.ZERO;
    }

    @Override
    public Optional<DiskTimes> diskTimes(UUID vm, String disk) {
        return world.look(name, Optional::empty);
    }

    @Override
    public Optional<DiskSource> openImage(UUID vm, String disk) {
        return world.look(name,
                () -> active().map(running -> running.disks.get(disk)).map(SimVm.OpenDisk::source));
    }

    @Override
    public Optional<Bytes> dirtyRate(UUID vm) {
        return Optional.empty();
    }

    @Override
    public Listening listen(UUID vm, Consumer<Mark> listener) {
        return () -> {};
    }

    @Override
    public void store(UUID vm, String disk, List<Layer> chain) {
        world.act(name, () -> {
            SimVm here = known().orElseThrow(() -> new Failed("no domain on " + name, "look"));
            here.stored.put(disk, chain.getFirst().source());
        });
    }

    @Override
    public void forget(UUID vm) {
        world.act(name, () -> {
            if (active().isPresent()) {
                throw new Failed("domain is active on " + name, "look");
            }
            world.vms.remove(name);
        });
    }
}
