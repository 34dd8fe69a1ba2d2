package io.godwit.main;

import io.godwit.adapter.libvirt.LibvirtHosts;
import io.godwit.adapter.nas.NasShells;
import io.godwit.adapter.nas.ShellPairs;
import io.godwit.adapter.store.SqliteJournal;
import io.godwit.execute.Claiming;
import io.godwit.execute.Executor;
import io.godwit.execute.Migrations;
import io.godwit.execute.Session;
import io.godwit.model.Cluster;
import io.godwit.model.Mode;
import io.godwit.observe.InventoryReader;
import io.godwit.observe.SituationReader;
import io.godwit.observe.TakeoverReader;
import io.godwit.plan.Planner;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.port.NasPairs;
import io.godwit.port.Processes;
import io.godwit.port.ProgressListener;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Everything that works on one cluster, put together. */
public final class Wiring implements Session {
    /** Measured in the lab: docs/decisions/0003. */
    private static final Mode DEFAULT_MODE = Mode.STAGED;

    private final Cluster cluster;
    private final Processes processes;
    private final Hosts hosts;
    private final Journal journal;
    private final InventoryReader inventories;
    private final Migrations migrations;

    public Wiring(Cluster cluster, Processes processes, ProgressListener listener) {
        this(cluster, processes, listener, UnaryOperator.identity());
    }

    /** The same with something around the journal. */
    public Wiring(Cluster cluster, Processes processes, ProgressListener listener, UnaryOperator<Journal> around) {
        this(cluster, pairs(cluster), processes, listener, around);
    }

    private Wiring(Cluster cluster, NasPairs pairs, Processes processes, ProgressListener listener,
            UnaryOperator<Journal> around) {
        this(cluster, new LibvirtHosts(cluster, pairs::server), pairs, processes, listener, around);
    }

    /** The same with other hosts. */
    public Wiring(Cluster cluster, Hosts reached, Processes processes, ProgressListener listener,
            UnaryOperator<Journal> around) {
        this(cluster, reached, pairs(cluster), processes, listener, around);
    }

    private Wiring(Cluster cluster, Hosts reached, NasPairs pairs, Processes processes, ProgressListener listener,
            UnaryOperator<Journal> around) {
        this.cluster = cluster;
        this.processes = processes;
        InstantSource clock = clock();
        hosts = reached;
        journal = around.apply(SqliteJournal.open(cluster.state()));
        inventories = new InventoryReader(cluster, hosts, pairs);
        Executor executor = new Executor(cluster, hosts, journal, listener, clock, Wiring::sleep,
                new Claiming(hosts, journal, processes.machine()), pairs);
        migrations = new Migrations(new SituationReader(cluster, hosts, journal),
                new TakeoverReader(cluster, hosts, journal, pairs),
                new Planner(DEFAULT_MODE), executor, journal, processes, clock,
                new SecureRandom());
    }

    static InstantSource clock() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    static NasPairs pairs(Cluster cluster) {
        return new ShellPairs(new NasShells(cluster), clock());
    }

    static void sleep(java.time.Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public Migrations migrations() {
        return migrations;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public InventoryReader inventories() {
        return inventories;
    }

    @Override
    public Hosts hosts() {
        return hosts;
    }

    @Override
    public void close() {
        journal.close();
        hosts.close();
    }
}
