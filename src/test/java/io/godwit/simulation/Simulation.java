package io.godwit.simulation;

import io.godwit.execute.Claiming;
import io.godwit.execute.Executor;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.MigrationId;
import io.godwit.plan.Placement;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.port.NasPairs;
import io.godwit.port.ProgressListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One run: a move, its faults, and the question whether it ended as it may. The same seed gives the same run. */
final class Simulation {
    private static final MigrationId ID = Situations.ID;
    private static final int LIVES = 10;
    private static final Duration LONG_SILENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RUN = Duration.ofHours(1);

    private final Random random;
    private final Scenario scenario;
    private final Planning.Plan plan;
    private final World world;
    private final MemoryJournal journal;

    private Simulation(long seed) {
        random = new Random(seed);
        scenario = Scenario.draw(random);
        plan = scenario.plan();
        world = new World(Situations.CLUSTER, random, scenario.faults());
        journal = new MemoryJournal(world);
    }

    /**
     * Runs one seed.
     *
     * @throws AssertionError where something happened that must never happen
     */
    static Outcome run(long seed) {
        return new Simulation(seed).run();
    }

    private Outcome run() {
        prepare();
        world.people(() -> carryOn(LIVES), () -> journal.migration(ID).ifPresent(_ -> journal.requestCancel(ID)));
        live(() -> journal.open(ID, plan, owner(), world.instant()));
        if (journal.migration(ID).isEmpty()) {
            // It died before it was opened: as if nobody had asked.
            return Outcome.CANCELLED;
        }
        carryOn(0);
        MigrationRecord ended = journal.migration(ID).orElseThrow();
        judge(ended);
        return ended.outcome();
    }

    private void prepare() {
        SimVm vm = new SimVm();
        vm.state = World.RUNNING;
        vm.persistent = scenario.persistent();
        plan.before().disks().forEach((disk, image) -> {
            SimFile file = world.place(image, ImageFormat.QCOW2, 64L << 20);
            DiskSource source = world.cluster.source(image, new DiskSource.NfsPath("", ""));
            vm.disks.put(disk, new SimVm.OpenDisk(source, file));
            if (vm.persistent) {
                vm.stored.put(disk, source);
            }
        });
        world.vms.put(plan.before().hypervisor(), vm);
    }

    /** The first process has opened it; each later one takes it over. */
    private void carryOn(int from) {
        for (int life = from; life < from + LIVES; life++) {
            MigrationRecord migration = journal.migration(ID).orElseThrow();
            if (!migration.outcome().open()) {
                return;
            }
            boolean lived = live(() -> {
                Owner owner = journal.takeOver(ID, migration.owner(), owner());
                new Executor(world.cluster, new SimHosts(world), journal, ProgressListener.NONE, world, world,
                        new Claiming(new SimHosts(world), journal, "here"), NasPairs.NONE)
                        .run(ID, owner);
            });
            if (!lived) {
                world.restart(Duration.ofMillis(random.nextInt(30_000)));
            }
        }
        throw new AssertionError("still open after " + LIVES + " lives");
    }

    /** Whether the process came to its end by itself. */
    private boolean live(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Crash _) {
            return false;
        } catch (Refused _) {
            // Another process has it: this one has nothing more to say.
            return true;
        }
    }

    private static Owner owner() {
        return new Owner("boot", 42, 1000, 0);
    }

    private void judge(MigrationRecord ended) {
        World.require(world.elapsed().compareTo(LONGEST_RUN) < 0, "took " + world.elapsed());
        world.pass(Duration.ofMinutes(1));
        switch (ended.outcome()) {
            case DONE -> requireClean(plan.after());
            case FAILED, CANCELLED -> requireClean(plan.before());
            case NEEDS_PERSON -> World.require(mayNeedPerson(), "needs a person for nothing: " + ended.reason());
            case RUNNING, GOING_BACK -> throw new AssertionError("still open");
        }
        World.require(mayFail() || ended.outcome() == Outcome.DONE, ended.outcome() + " for nothing: "
                + ended.reason());
    }

    private boolean mayFail() {
        return world.struck.stream().anyMatch(fault -> switch (fault) {
            case Fault.Silent silent -> silent.span().compareTo(LONG_SILENCE) > 0;
            case Fault.Fails _,Fault.JobBreaks _,Fault.MirrorBreaks _,Fault.Cancel _,Fault.PowerOff _ -> true;
            case Fault.Dies _,Fault.Slow _,Fault.ClockJumps _,Fault.Rival _,Fault.CallLost _ -> false;
        });
    }

    /** A single fault of a kind from which there is always a way. */
    private boolean mayNeedPerson() {
        List<Fault> hard = world.struck.stream().filter(fault -> switch (fault) {
            case Fault.Silent silent -> silent.span().compareTo(LONG_SILENCE) > 0;
            case Fault.Fails _,Fault.PowerOff _ -> true;
            case Fault.JobBreaks _,Fault.MirrorBreaks _,Fault.Cancel _,Fault.Dies _,Fault.Slow _,Fault.ClockJumps _,Fault.Rival _,Fault.CallLost _ ->
                false;
        }).toList();
        boolean wayBackBroken = world.struck.stream().filter(fault -> fault instanceof Fault.MirrorBreaks
                || fault instanceof Fault.Cancel || fault instanceof Fault.JobBreaks).count() > 1;
        return !hard.isEmpty() || wayBackBroken;
    }

    /** The VM is where it should be, or off with its data there, and nothing is left over. */
    private void requireClean(Placement wanted) {
        World.require(world.files.keySet().equals(new HashSet<>(wanted.disks().values())),
                "the NAS servers show " + world.files.keySet());
        World.require(world.job.filter(SimJob::running).isEmpty(), "a job is left");
        Set<String> hosts = world.vms.keySet();
        if (world.poweredOff) {
            World.require(hosts.size() <= 1, "known to " + hosts);
            world.vms.values().forEach(vm -> vm.stored.forEach((disk, source) -> World.require(
                    world.file(source).filter(file -> world.whole(disk, file)).isPresent(),
                    "the stored definition of " + disk + " names " + source + ", which is not whole")));
            return;
        }
        World.require(hosts.equals(Set.of(wanted.hypervisor())), "known to " + hosts);
        SimVm vm = Optional.ofNullable(world.vms.get(wanted.hypervisor())).orElseThrow();
        World.require(vm.state.running(), "the VM does not run");
        World.require(vm.mirrors.isEmpty(), "a mirror is left");
        requireNamed(vm, wanted.disks());
    }

    private void requireNamed(SimVm vm, Map<String, ImageLocation> disks) {
        disks.forEach((disk, image) -> {
            DiskSource source = world.cluster.source(image, new DiskSource.NfsPath("", ""));
            World.require(vm.disk(disk).source().equals(source), disk + " is " + vm.disk(disk).source());
            World.require(!scenario.persistent() || source.equals(vm.stored.get(disk)),
                    "the stored definition of " + disk + " names " + vm.stored.get(disk));
        });
    }
}
