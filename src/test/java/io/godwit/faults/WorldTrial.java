package io.godwit.faults;

import static org.awaitility.Awaitility.await;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.lab.GuestSpec;
import io.godwit.main.LabCluster;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.plan.Placement;
import io.godwit.plan.Planning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** One fault of the world while one migration runs, and what it came to. */
final class WorldTrial {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final String VM = WorldFaults.VM;
    private final LabCluster cluster;
    private boolean broken;

    WorldTrial(LabCluster cluster) {
        this.cluster = cluster;
    }

    Row run(WorldFault fault) {
        LabDeeds deeds = new LabDeeds(cluster.lab);
        fault.prepared().on(deeds);
        cluster.lab.addVm(GuestSpec.tiny(VM, "vnode2", "nas2").stored());
        long began = System.nanoTime();
        try (OneCopy one = OneCopy.of(cluster.lab, VM)) {
            MigrationRecord ended = migrate(fault, deeds);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.println("  " + ended.outcome() + " " + ended.reason());
            repair(fault, deeds);
            return judge(fault, ended, seconds, one);
        } finally {
            try {
                repair(fault, deeds);
            } finally {
                cluster.lab.removeVm(VM);
            }
        }
    }

    /** Once, also where the trial broke off: the next one needs a whole lab. */
    private void repair(WorldFault fault, LabDeeds deeds) {
        if (broken) {
            broken = false;
            fault.repaired().on(deeds);
        }
    }

    private MigrationRecord migrate(WorldFault fault, LabDeeds deeds) {
        MigrationId id = cluster.wiring.migrations().nextId();
        Planning.Plan plan = switch (cluster.wiring.migrations().plan(id, fault.request())) {
            case Planning.Plan possible -> possible;
            case Planning.Refusal refusal -> throw new AssertionError("refused: " + refusal.reasons());
        };
        MigrationRecord opened = cluster.wiring.migrations().open(id, plan);
        FutureTask<MigrationRecord> run = new FutureTask<>(() -> cluster.wiring.migrations().run(opened));
        Thread.ofPlatform().daemon().start(run);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20)).until(() -> begun(fault, id));
        await().pollDelay(fault.after()).atMost(fault.after().plusSeconds(5)).until(() -> true);
        broken = true;
        fault.deed().on(deeds);
        await().atMost(LONGEST).until(run::isDone);
        return switch (run.state()) {
            case SUCCESS -> run.resultNow();
            default -> throw new AssertionError("the engine threw", run.exceptionNow());
        };
    }

    private boolean begun(WorldFault fault, MigrationId id) {
        return cluster.wiring.journal().steps(id).stream().anyMatch(
                step -> fault.during().isInstance(step.step()) && step.state() != StepRecord.State.PLANNED);
    }

    private Row judge(WorldFault fault, MigrationRecord ended, double seconds, OneCopy one) {
        Records records = Records.of(cluster.lab, VM);
        String clean = switch (ended.outcome()) {
            case DONE -> left(ended.plan().after());
            case FAILED, CANCELLED -> left(ended.plan().before());
            case NEEDS_PERSON, RUNNING, GOING_BACK -> "";
        };
        boolean good = fault.expected().allows(ended.outcome()) && records.good() && clean.isEmpty()
                && one.violations().isEmpty();
        return new Row(fault.name(), fault.expected().toString(),
                ended.outcome().label() + (clean.isEmpty() ? "" : ", " + clean)
                        + (records.good() ? "" : ", " + records.note())
                        + (one.violations().isEmpty() ? "" : ", two copies ran: " + one.violations()),
                records.acknowledged(), records.found(), seconds, good);
    }

    /** What is not where it should be; a VM that its guest or somebody has ended is off, with its image in place. */
    private String left(Placement wanted) {
        Map<String, List<String>> images = new TreeMap<>();
        for (String nas : List.of("nas1", "nas2")) {
            images.put(nas, cluster.lab.images(nas).stream().filter(image -> image.startsWith(VM + "-")).toList());
        }
        long right = wanted.disks().values().stream()
                .filter(image -> images.getOrDefault(image.nas(), List.of()).equals(List.of(image.name()))).count();
        long all = images.values().stream().mapToLong(List::size).sum();
        List<Vm> copies = copies().toList();
        boolean there = copies.size() == 1 && copies.getFirst().hypervisor().equals(wanted.hypervisor());
        return (right == wanted.disks().size() && all == right ? "" : "images " + images)
                + (there ? "" : " known as " + copies.stream().map(vm -> vm.hypervisor() + " " + vm.state()).toList());
    }

    private Stream<Vm> copies() {
        return cluster.wiring.inventories().read().vms().filter(vm -> vm.name().equals(VM));
    }
}
