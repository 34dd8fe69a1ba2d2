package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Owner;
import io.godwit.journal.StepRecord;
import io.godwit.model.Cluster;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Cancelled;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.plan.Step;
import io.godwit.plan.WayBack;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.port.ProgressListener;
import io.godwit.port.Sleeper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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

    public Executor(Cluster cluster, Hosts hosts, Journal journal, ProgressListener listener, InstantSource clock,
            Sleeper sleeper) {
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
            take(migration, owner, next.get());
        } catch (GodwitException.Refused lost) {
            throw lost;
        } catch (GodwitException problem) {
            failed(migration, owner, next.get(), problem);
        }
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
                clock);
        boolean mayCancel = migration.outcome() == Outcome.RUNNING && beforeTheEnd(migration, step);
        String detail = loop.run(StepWorks.of(step.step(), context), () -> mayCancel && journal.cancelRequested(id));
        journal.endStep(id, owner, step.sequence(), StepRecord.State.DONE, detail, clock.instant());
        tell(id, step);
    }

    /** Once the VM runs on the target, or the old images go, there is nothing to cancel any more. */
    private boolean beforeTheEnd(MigrationRecord migration, StepRecord step) {
        boolean moved = journal.steps(migration.id()).stream().anyMatch(
                done -> done.step() instanceof Step.MoveMemory && done.state() == StepRecord.State.DONE);
        return !moved && !(step.step() instanceof Step.RemoveImage);
    }

    private void tell(MigrationId id, StepRecord step) {
        journal.steps(id).stream().filter(now -> now.sequence() == step.sequence()).forEach(listener::step);
    }

    private void failed(MigrationRecord migration, Owner owner, StepRecord step, GodwitException problem) {
        MigrationId id = migration.id();
        journal.endStep(id, owner, step.sequence(), StepRecord.State.FAILED, problem.truth(), clock.instant());
        tell(id, step);
        Optional<List<Step>> wayBack = problem instanceof NeedsPerson ? Optional.empty() : wayBack(migration, step);
        if (wayBack.isPresent()) {
            String reason = problem instanceof Cancelled
                    ? "cancelled on request"
                    : step.step().title() + ": " + problem.truth();
            journal.turnBack(id, owner, reason, wayBack.get());
            listener.outcome(journal.migration(id).orElseThrow());
        } else {
            journal.end(id, owner, Outcome.NEEDS_PERSON,
                    step.step().title() + ": " + problem.truth() + ". Next: " + problem.remedy(), clock.instant());
        }
    }

    /** There is one while the VM runs where it began and the old images are all there. */
    private Optional<List<Step>> wayBack(MigrationRecord migration, StepRecord failed) {
        if (migration.outcome() == Outcome.GOING_BACK || failed.step() instanceof Step.RemoveImage) {
            return Optional.empty();
        }
        Inventory inventory = new InventoryReader(cluster, hosts).readHypervisors();
        List<Vm> active = inventory.vms().filter(vm -> vm.uuid().equals(migration.plan().vm()))
                .filter(vm -> vm.state().active()).toList();
        boolean atHome = active.size() == 1
                && active.getFirst().hypervisor().equals(migration.plan().before().hypervisor());
        return atHome ? Optional.of(WayBack.from(migration.plan(), active.getFirst())) : Optional.empty();
    }
}
