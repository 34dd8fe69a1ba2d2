package io.godwit.simulation;

import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.VmState;
import io.godwit.plan.Situations;
import io.godwit.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Two hypervisors, two NAS servers and a VM whose guest writes a numbered record at every tick, in a time that only goes by
 * when somebody waits or calls. After every call it is asked whether something that must never happen has happened.
 */
final class World implements Boundary, InstantSource, Sleeper {
    static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");
    static final VmState RUNNING = new VmState(VmState.Kind.RUNNING, "booted");
    static final VmState INCOMING = new VmState(VmState.Kind.PAUSED, "migration");
    private static final long MOST_CALLS = 200_000;
    private static final Duration LONGEST_TICK = Duration.ofMillis(20);

    final Cluster cluster;
    final RandomGenerator random;
    final Map<ImageLocation, SimFile> files = new HashMap<>();
    final Map<String, SimVm> vms = new TreeMap<>();
    final List<Fault> struck = new ArrayList<>();
    Optional<SimJob> job = Optional.empty();
    boolean poweredOff;
    String vmName = "desktop1";
    UUID vmId = Situations.VM;
    private final List<Fault> faults;
    private final Map<String, Instant> silentUntil = new HashMap<>();
    private final Map<String, Integer> acknowledged = new TreeMap<>();
    private Instant now = BEGIN;
    private Duration clockOff = Duration.ZERO;
    private Duration clockOfProcessOff = Duration.ZERO;
    private long calls;
    private Runnable rival = () -> {};
    private Runnable cancel = () -> {};

    World(Cluster cluster, RandomGenerator random, List<Fault> faults) {
        this.cluster = cluster;
        this.random = random;
        this.faults = new ArrayList<>(faults);
    }

    void people(Runnable rivalController, Runnable cancelRequest) {
        this.rival = rivalController;
        this.cancel = cancelRequest;
    }

    Duration elapsed() {
        return Duration.between(BEGIN, now);
    }

    /** A process reads the clock once and counts from there, so that a jump reaches only the next one. */
    @Override
    public Instant instant() {
        return now.plus(clockOfProcessOff);
    }

    /** A new process of Godwit. */
    void restart(Duration later) {
        pass(later);
        clockOfProcessOff = clockOff;
    }

    /** What the clocks of the hosts say; nobody sets them. */
    Instant hostTime() {
        return now;
    }

    @Override
    public void sleep(Duration pause) {
        strike();
        take(Fault.Rival.class).ifPresent(_ -> rival.run());
        pass(pause);
    }

    /** A look at a host. */
    <T> T look(String host, Supplier<T> answer) {
        Optional<Fault.Dies> death = begin();
        hear(host);
        T seen = answer.get();
        end(death);
        return seen;
    }

    /** A change of a host. */
    <T> T act(String host, Supplier<T> effect) {
        Optional<Fault.Dies> death = begin();
        hear(host);
        take(Fault.Slow.class).ifPresent(slow -> pass(slow.span()));
        Optional<Fault.Fails> failure = take(Fault.Fails.class);
        if (failure.isPresent() && !failure.get().afterTheEffect()) {
            throw new Failed(host + " said no (before)", "try again");
        }
        T result = effect.get();
        check();
        end(death);
        if (failure.isPresent()) {
            throw new Failed(host + " said no (after)", "try again");
        }
        return result;
    }

    void act(String host, Runnable effect) {
        var _ = this.<Boolean>act(host, () -> {
            effect.run();
            return true;
        });
    }

    @Override
    public <T> T write(Supplier<T> effect) {
        Optional<Fault.Dies> death = begin();
        T result = effect.get();
        end(death);
        return result;
    }

    private Optional<Fault.Dies> begin() {
        require(++calls < MOST_CALLS, "it goes round for ever");
        strike();
        pass(Duration.ofMillis(1 + random.nextInt(4)));
        Optional<Fault.Dies> death = take(Fault.Dies.class);
        if (death.isPresent() && !death.get().afterTheEffect()) {
            throw new Crash();
        }
        return death;
    }

    private void end(Optional<Fault.Dies> death) {
        if (death.isPresent()) {
            throw new Crash();
        }
    }

    private void hear(String host) {
        Instant until = silentUntil.getOrDefault(host, BEGIN);
        if (until.isAfter(now)) {
            throw new Unreachable(host, "silent", new IllegalStateException("no answer"));
        }
    }

    private void strike() {
        take(Fault.Silent.class).ifPresent(silent -> silentUntil.put(silent.host(), now.plus(silent.span())));
        take(Fault.CallLost.class).ifPresent(_ -> job.ifPresent(SimJob::loseCall));
        take(Fault.JobBreaks.class).ifPresent(_ -> job.ifPresent(running -> running.breakOff("the stream broke")));
        take(Fault.MirrorBreaks.class).ifPresent(_ -> vms.values().forEach(vm -> vm.mirrors.clear()));
        take(Fault.Cancel.class).ifPresent(_ -> cancel.run());
        take(Fault.PowerOff.class).ifPresent(_ -> powerOff());
        take(Fault.ClockJumps.class).ifPresent(jump -> clockOff = clockOff.plus(jump.by()));
    }

    private <F extends Fault> Optional<F> take(Class<F> kind) {
        for (Fault fault : faults) {
            if (kind.isInstance(fault) && fault.atCall() <= calls) {
                faults.remove(fault);
                struck.add(fault);
                return Optional.of(kind.cast(fault));
            }
        }
        return Optional.empty();
    }

    /** Time goes by, for the guest and for what is under way. */
    void pass(Duration span) {
        Instant until = now.plus(span);
        while (now.isBefore(until)) {
            Duration left = Duration.between(now, until);
            Duration tick = left.compareTo(LONGEST_TICK) < 0 ? left : LONGEST_TICK;
            now = now.plus(tick);
            guestWrites();
            vms.values().forEach(vm -> advanceMirrors(vm, tick.toMillis()));
            job.ifPresent(running -> running.advance(tick.toMillis()));
            check();
        }
    }

    private void advanceMirrors(SimVm vm, long millis) {
        vm.mirrors.forEach((disk, mirror) -> {
            boolean before = mirror.ready();
            mirror.doneMillis += millis;
            if (!before && mirror.ready()) {
                copy(vm.disk(disk).file(), mirror.target.file());
            }
        });
    }

    static void copy(SimFile from, SimFile to) {
        to.records.clear();
        to.records.or(from.records);
    }

    private void guestWrites() {
        running().ifPresent(vm -> vm.disks.forEach((disk, open) -> {
            int record = acknowledged.merge(disk, 1, Integer::sum) - 1;
            write(open.file(), record);
            Optional.ofNullable(vm.mirrors.get(disk)).filter(SimVm.SimMirror::ready)
                    .ifPresent(mirror -> write(mirror.target.file(), record));
            job.ifPresent(carrying -> carrying.copyOf(disk).ifPresent(file -> write(file, record)));
        }));
    }

    private void write(SimFile file, int record) {
        file.records.set(record);
        file.modified = now;
    }

    Optional<SimVm> running() {
        return vms.values().stream().filter(vm -> vm.state.running()).findFirst();
    }

    private void powerOff() {
        running().ifPresent(vm -> {
            poweredOff = true;
            job.ifPresent(carrying -> carrying.breakOff("the guest has shut down"));
            vm.disks.clear();
            vm.mirrors.clear();
            vm.state = new VmState(VmState.Kind.SHUT_OFF, "shutdown");
            vms.values().removeIf(other -> other == vm && !vm.persistent);
        });
    }

    SimFile place(ImageLocation image, ImageFormat format, long capacity) {
        SimFile file = new SimFile(format, capacity, now);
        files.put(image, file);
        return file;
    }

    SimVm vm(String host) {
        return Optional.ofNullable(vms.get(host)).orElseThrow();
    }

    Optional<SimFile> file(DiskSource source) {
        return cluster.locate(source).map(files::get);
    }

    /** What must be true at every moment. */
    private void check() {
        List<SimVm> running = vms.values().stream().filter(vm -> vm.state.running()).toList();
        require(running.size() <= 1, "two copies of the VM run");
        running.forEach(vm -> vm.disks.forEach((disk, open) -> {
            require(file(open.source()).filter(named -> named == open.file()).isPresent(),
                    "the VM writes " + disk + " to a file that " + open.source() + " does not show");
            require(whole(disk, open.file()), "the file that the VM has open lacks records of " + disk);
        }));
        if (running.isEmpty()) {
            acknowledged.keySet().forEach(
                    disk -> require(files.values().stream().anyMatch(file -> whole(disk, file)), "no file is whole"));
        }
    }

    boolean whole(String disk, SimFile file) {
        return file.records.nextClearBit(0) >= acknowledged.getOrDefault(disk, 0);
    }

    static void require(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError(what);
        }
    }
}
