package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Owner;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.Kind;
import io.godwit.model.MigrationId;
import io.godwit.observe.Inventory;
import io.godwit.observe.SituationReader;
import io.godwit.observe.TakeoverReader;
import io.godwit.observe.TakeoverSituation;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.TakeoverPlanner;
import io.godwit.plan.Planning.Plan;
import io.godwit.port.Journal;
import io.godwit.port.Processes;
import io.godwit.request.MigrationRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** What one can do with migrations: plan, begin, carry on, cancel. */
public final class Migrations {
    private final SituationReader situations;
    private final TakeoverReader takeovers;
    private final Planner planner;
    private final Executor executor;
    private final Journal journal;
    private final Processes processes;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Migrations(SituationReader situations, TakeoverReader takeovers, Planner planner, Executor executor,
            Journal journal, Processes processes, InstantSource clock, RandomGenerator random) {
        this.takeovers = takeovers;
        this.situations = situations;
        this.planner = planner;
        this.executor = executor;
        this.journal = journal;
        this.processes = processes;
        this.clock = clock;
        this.random = random;
    }

    /** A fresh id, which a plan needs for the names of its images. */
    public MigrationId nextId() {
        return MigrationId.next(clock.instant(), random);
    }

    public Planning plan(MigrationId id, MigrationRequest request) {
        if (request.takeover().isEmpty()) {
            return planner.plan(id, request, situations.read(request));
        }
        TakeoverSituation export = takeovers.read(request.takeover().get());
        return request.kind() == Kind.TAKEOVER
                ? new TakeoverPlanner().plan(request, export, journal.past())
                : planner.plan(id, request, situations.read(request), export);
    }

    /**
     * What planning would come to, by hosts that were seen a moment ago: quick, and good for a hint only.
     *
     * @param seen the hosts as they were
     */
    public Planning preview(MigrationRequest request, Inventory seen) {
        return planner.plan(nextId(), request, situations.read(request, seen));
    }

    /** Writes the plan down; from now on the migration exists, and a crash loses nothing. */
    public MigrationRecord open(MigrationId id, Plan plan) {
        return journal.open(id, plan, processes.self(), clock.instant());
    }

    /** Works on a migration that this process has opened, until it has ended. */
    public MigrationRecord run(MigrationRecord migration) {
        processes.giveWay();
        return executor.run(migration.id(), migration.owner());
    }

    /**
     * Works once more on a migration that this process has, after something kept it from going on.
     *
     * @throws Refused where another process has it now
     */
    public MigrationRecord again(MigrationId id) {
        MigrationRecord migration = find(id);
        Owner self = processes.self();
        Owner owner = migration.owner();
        if (owner.pid() != self.pid() || owner.startMillis() != self.startMillis()
                || !owner.bootId().equals(self.bootId())) {
            throw new Refused("process " + owner.pid() + " works on " + id, "godwit watch " + id);
        }
        return run(migration);
    }

    /**
     * Takes over a migration whose process is gone, and works on it until it has ended.
     *
     * @throws Refused where its process is alive
     */
    public MigrationRecord adopt(MigrationId id) {
        MigrationRecord migration = find(id);
        if (!migration.outcome().open()) {
            return migration;
        }
        if (processes.alive(migration.owner())) {
            throw new Refused("process " + migration.owner().pid() + " works on " + id, "godwit watch " + id);
        }
        processes.giveWay();
        Owner owner = journal.takeOver(id, migration.owner(), processes.self());
        return executor.run(id, owner);
    }

    /**
     * Takes a migration up that needed a person, at the step that failed: it looks at the hosts anew, and ends as any other.
     *
     * @throws Refused where it does not wait for a person
     */
    public MigrationRecord goOn(MigrationId id) {
        var _ = find(id);
        processes.giveWay();
        return executor.run(id, journal.reopen(id, processes.self()));
    }

    /** Open migrations whose process is gone. */
    public List<MigrationRecord> orphans() {
        return journal.openMigrations().stream().filter(migration -> migration.outcome().open())
                .filter(migration -> !processes.alive(migration.owner())).toList();
    }

    /**
     * Asks for the end of a migration; the process that works on it sees the request.
     *
     * @throws Refused where it has ended already
     */
    public MigrationRecord cancel(MigrationId id) {
        MigrationRecord migration = find(id);
        if (!migration.outcome().open()) {
            throw new Refused(id + " has ended: " + migration.outcome().label(), "godwit report " + id);
        }
        journal.requestCancel(id);
        return find(id);
    }

    public MigrationRecord find(MigrationId id) {
        return journal.migration(id)
                .orElseThrow(() -> new NotFound("there is no migration " + id, "godwit get migrations"));
    }
}
