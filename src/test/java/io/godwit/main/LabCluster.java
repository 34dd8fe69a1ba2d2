package io.godwit.main;

import io.godwit.adapter.config.ClusterFile;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.lab.DiskCheck;
import io.godwit.lab.Lab;
import io.godwit.lab.LabOptions;
import io.godwit.model.Cluster;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.port.ProgressListener;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A lab with Godwit's own engine working on it, as the command line wires it. */
public final class LabCluster implements AutoCloseable {
    public final Lab lab;
    public final Cluster cluster;
    public final Wiring wiring;
    private final AtomicReference<Interference> interference = new AtomicReference<>();

    private LabCluster(Lab lab) {
        this.lab = lab;
        this.cluster = ClusterFile.read(lab.clusterFile(), lab.folder().resolve("state"));
        this.wiring = new Wiring(cluster, new LocalProcesses(List.of("false"), List.of(), lab.folder()), new Heard());
    }

    private record Interference(Class<? extends Step> kind, Runnable deed) {}

    /** Does something once, at the moment when the next step of that kind begins. */
    public void whenBegun(Class<? extends Step> kind, Runnable deed) {
        interference.set(new Interference(kind, deed));
    }

    /** A lab of its own for one test class; what an earlier run left of it is removed first. */
    public static LabCluster up(LabOptions options) {
        Lab.find(options, System.out::println).ifPresent(Lab::down);
        Lab lab = Lab.up(options, System.out::println);
        // Ctrl-C on a test run leaves nothing either.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(lab::down));
        try {
            return new LabCluster(lab);
        } catch (RuntimeException e) {
            lab.down();
            throw e;
        }
    }

    private final class Heard implements ProgressListener {
        @Override
        public void step(StepRecord step) {
            Interference next = interference.get();
            if (next != null && next.kind().isInstance(step.step()) && step.state() == StepRecord.State.BEGUN) {
                interference.set(null);
                next.deed().run();
            }
            System.out.println("  " + Instant.now() + " " + step.state() + " " + step.step().title() + " "
                    + step.detail());
            if (step.state() == StepRecord.State.FAILED) {
                System.out.println(lab.logs());
            }
        }

        @Override
        public void sample(Sample sample) {}

        @Override
        public void outcome(MigrationRecord migration) {
            System.out.println("  " + migration.outcome() + " " + migration.reason());
        }
    }

    public static MigrationRequest to(String vm, String hypervisor) {
        return new MigrationRequest(vm, Optional.of(hypervisor), Optional.empty(), Map.of(), Optional.empty(),
                Optional.empty(), Care.DEFAULT);
    }

    public static MigrationRequest disksTo(String vm, String nas) {
        return new MigrationRequest(vm, Optional.empty(), Optional.of(nas), Map.of(), Optional.empty(),
                Optional.empty(), Care.DEFAULT);
    }

    public static MigrationRequest both(String vm, String hypervisor, String nas, io.godwit.model.Mode mode) {
        return new MigrationRequest(vm, Optional.of(hypervisor), Optional.of(nas), Map.of(), Optional.of(mode),
                Optional.empty(), Care.DEFAULT);
    }

    public Planning plan(MigrationRequest request) {
        return wiring.migrations().plan(wiring.migrations().nextId(), request);
    }

    public MigrationRecord migrate(MigrationRequest request) {
        MigrationId id = wiring.migrations().nextId();
        return switch (wiring.migrations().plan(id, request)) {
            case Planning.Plan plan -> wiring.migrations().run(wiring.migrations().open(id, plan));
            case Planning.Refusal refusal -> throw new AssertionError("refused: " + refusal.reasons());
        };
    }

    public Vm vm(String name) {
        return wiring.inventories().read().vm(name).orElseThrow();
    }

    public boolean nothingLost(String vm) {
        List<DiskCheck> checks = lab.check(vm);
        System.out.println("  " + checks);
        return checks.stream().allMatch(DiskCheck::good) && checks.stream().allMatch(check -> check.acknowledged() > 0);
    }

    @Override
    public void close() {
        wiring.close();
        lab.down();
    }
}
