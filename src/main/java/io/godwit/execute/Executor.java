package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.StepFailure;
import io.godwit.journal.StepRecord;
import io.godwit.model.Cluster;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Cancelled;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.Kind;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import io.godwit.plan.WayBack;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.port.NasPairs;
import io.godwit.port.ProgressListener;
import io.godwit.port.Sleeper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes a migration from wherever it is to its end: one journalled step after another, forwards, or back to where it
 * began when a step fails or a person asks for it. It keeps nothing in memory that the journal and the hosts do not know,
 * so a new process begins exactly like one that takes over after a crash.
 */
public final class Executor {
    private final Cluster cluster;
    private final Hosts hosts;
    private final Journal journal;
    private final ProgressListener listener;
    private final InstantSource clock;
    private final StepLoop loop;
    private final Claiming claiming;
    private final NasPairs pairs;

    public Executor(Cluster cluster, Hosts hosts, Journal journal, ProgressListener listener, InstantSource clock,
            Sleeper sleeper, Claiming claiming, NasPairs pairs) {
        this.pairs = pairs;
        this.claiming = claiming;
        this.cluster = cluster;
        this.hosts = hosts;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        this.loop = new StepLoop(clock, sleeper);
    }

    /** Goes on until the migration has ended. */
    public MigrationRecord run(MigrationId id, Owner owner) {
        while (true) {
            MigrationRecord migration = journal.migration(id).orElseThrow();
            if (!migration.outcome().open()) {
                claiming.release(migration);
                listener.outcome(migration);
                return migration;
            }
            advance(migration, owner);
        }
    }

    private void advance(MigrationRecord migration, Owner owner) {
        Optional<StepRecord> next = journal.steps(migration.id()).stream()
                .filter(step -> step.state() == StepRecord.State.PLANNED || step.state() == StepRecord.State.BEGUN)
                .findFirst();
        if (next.isEmpty()) {
            end(migration, owner);
            return;
        }
        try {
            if (concernsTheVm(next.get().step()) || next.get().sequence() == 0) {
                claiming.hold(migration, owner);
            }
            take(migration, owner, next.get());
        } catch (GodwitException.Refused | GodwitException.Stuck notOurs) {
            throw notOurs;
        } catch (GodwitException problem) {
            failed(migration, owner, next.get(), problem);
        }
    }

    private static boolean concernsTheVm(Step step) {
        return switch (step) {
            case Step.MirrorDisk _,Step.PivotDisk _,Step.MoveMemory _,Step.MoveTogether _ -> true;
            case Step.CreateImage _,Step.CopyBacking _,Step.AbandonMirror _,Step.Verify _,Step.RemoveImage _,Step.WarmServer _,Step.MoveExport _,Step.SettleExport _,Step.VerifyExport _ ->
                false;
        };
    }

    private void end(MigrationRecord migration, Owner owner) {
        Instant now = clock.instant();
        Outcome outcome = goal(migration);
        if (outcome == Outcome.DONE) {
            journal.remember(migration.id(), Remembering.of(migration, journal.steps(migration.id()),
                    journal.measured(migration.id()), journal.samples(migration.id(), Instant.EPOCH), now));
        }
        journal.end(migration.id(), owner, outcome, migration.reason(), now);
    }

    /** Where the road that it is on leads to. */
    private static Outcome goal(MigrationRecord migration) {
        return switch (migration.outcome()) {
            case GOING_BACK -> migration.cancelRequested() ? Outcome.CANCELLED : Outcome.FAILED;
            case RUNNING, DONE, FAILED, CANCELLED, NEEDS_PERSON -> Outcome.DONE;
        };
    }

    private void take(MigrationRecord migration, Owner owner, StepRecord step) {
        MigrationId id = migration.id();
        journal.beginStep(id, owner, step.sequence(), clock.instant());
        tell(id, step);
        StepContext context = new StepContext(migration, owner, step.sequence(), cluster, hosts, journal, listener,
                clock, pairs);
        boolean mayCancel = migration.outcome() == Outcome.RUNNING && beforeTheEnd(migration, step);
        String detail = loop.run(StepWorks.of(step.step(), context), () -> journal.requireOwner(id, owner),
                () -> mayCancel && journal.cancelRequested(id));
        journal.endStep(id, owner, step.sequence(), detail, clock.instant());
        tell(id, step);
    }

    /** Once the VM runs on the target, or the old images go, there is nothing to cancel any more. */
    private boolean beforeTheEnd(MigrationRecord migration, StepRecord step) {
        boolean moved = journal.steps(migration.id()).stream().anyMatch(
                done -> (done.step() instanceof Step.MoveMemory || done.step() instanceof Step.MoveTogether)
                        && done.state() == StepRecord.State.DONE);
        return !moved && !(step.step() instanceof Step.RemoveImage);
    }

    private void tell(MigrationId id, StepRecord step) {
        journal.steps(id).stream().filter(now -> now.sequence() == step.sequence()).forEach(listener::step);
    }

    private void failed(MigrationRecord migration, Owner owner, StepRecord step, GodwitException problem) {
        MigrationId id = migration.id();
        Optional<List<Step>> wayBack = problem instanceof NeedsPerson
                ? Optional.empty()
                : wayBack(migration, step, problem);
        StepFailure failure = new StepFailure(step.sequence(), problem.truth(), clock.instant());
        if (wayBack.isPresent()) {
            String reason = problem instanceof Cancelled
                    ? "cancelled on request"
                    : step.step().title() + ": " + problem.truth();
            journal.turnBack(id, owner, failure, reason, wayBack.get());
            tell(id, step);
            listener.outcome(journal.migration(id).orElseThrow());
        } else {
            journal.giveUp(id, owner, failure,
                    step.step().title() + ": " + problem.truth() + ". Next: godwit repair " + id);
            tell(id, step);
        }
    }

    /** There is one while the VM runs where it began and the old images are all there. */
    private Optional<List<Step>> wayBack(MigrationRecord migration, StepRecord failed, GodwitException problem) {
        if (migration.outcome() == Outcome.GOING_BACK || failed.step() instanceof Step.RemoveImage) {
            return Optional.empty();
        }
        Plan plan = migration.plan();
        if (plan.kind() == Kind.TAKEOVER) {
            return exportBack(plan);
        }
        Inventory inventory = inventory(plan, problem instanceof Unreachable);
        boolean bothHeard = inventory.heard(plan.before().hypervisor()) && inventory.heard(plan.after().hypervisor());
        List<Vm> active = inventory.vms().filter(vm -> vm.uuid().equals(plan.vm())).filter(vm -> vm.state().active())
                .toList();
        if (active.isEmpty()) {
            return bothHeard && !disksMayHaveMoved(migration.id())
                    ? Optional.of(WayBack.whileOff(plan))
                    : Optional.empty();
        }
        if (active.size() > 1 || !active.getFirst().hypervisor().equals(plan.before().hypervisor())) {
            return Optional.empty();
        }
        // Where nothing has to be undone, a target that died need not be heard first.
        Optional<List<Step>> back = Optional.of(WayBack.from(plan, active.getFirst()))
                .filter(steps -> bothHeard || steps.isEmpty());
        return back.flatMap(steps -> exportBack(plan)
                .map(ofExport -> Stream.concat(steps.stream(), ofExport.stream()).toList()));
    }

    /** An export of which nobody can say where it is, is not touched. */
    private Optional<List<Step>> exportBack(Plan plan) {
        if (plan.request().takeover().isEmpty()) {
            return Optional.of(List.of());
        }
        FloatingExport export = cluster.floatingExport(plan.request().takeover().get().export()).orElseThrow();
        try {
            return Optional.of(WayBack.ofExport(plan, loop.patiently(() -> pairs.look(export))));
        } catch (GodwitException.Unreachable | GodwitException.Failed _) {
            return Optional.empty();
        }
    }

    /** A host whose silence was the failure has been waited for already. */
    private Inventory inventory(Plan plan, boolean waited) {
        InventoryReader reader = new InventoryReader(cluster, hosts);
        if (waited) {
            return reader.readHypervisors();
        }
        try {
            return loop.patiently(
                    () -> reader.readHypervisors().withWord(plan.before().hypervisor(), plan.after().hypervisor()));
        } catch (Unreachable _) {
            return reader.readHypervisors();
        }
    }

    /** Once a switch to the new images was begun, only a running VM tells which of the two it used last. */
    private boolean disksMayHaveMoved(MigrationId id) {
        return journal.steps(id).stream().filter(step -> step.began().isPresent())
                .anyMatch(step -> switch (step.step()) {
                    case Step.PivotDisk _ -> true;
                    case Step.MoveMemory move -> !move.copiedDisks().isEmpty();
                    case Step.MoveTogether together -> !together.memory().copiedDisks().isEmpty();
                    case Step.CreateImage _,Step.CopyBacking _,Step.MirrorDisk _,Step.AbandonMirror _,Step.Verify _,Step.RemoveImage _,Step.WarmServer _,Step.MoveExport _,Step.SettleExport _,Step.VerifyExport _ ->
                        false;
                });
    }
}
