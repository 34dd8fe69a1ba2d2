package io.godwit.watch;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.report.DiskChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Keeps the scene, and publishes what changes in it and in the migrations. One for all clients. */
public final class ClusterWatch implements AutoCloseable {
    /** How often the journal is read where nobody says that there is something new: other processes write it, too. */
    private static final Duration EVERY = Duration.ofMillis(200);
    /** And how often at most. */
    private static final Duration REST = Duration.ofMillis(40);

    /** How often the scene tells how far the moves are: who wants to know it sooner hears the samples. */
    private static final Duration MOVES_EVERY = Duration.ofMillis(500);

    private final Cluster cluster;
    private final HostViews hosts;
    private final JournalTail tail;
    private final EventRing ring;
    private final Function<Object, String> pen;
    private final Predicate<Vm> hasDesktop;
    private final Consumer<Change> told;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean nudged;
    private volatile boolean over;
    private volatile boolean broken;
    private volatile Published published;
    private Map<MigrationRecord, Optional<Sample>> open = Map.of();
    private boolean moved;
    private long sceneNanos = System.nanoTime();

    /** A scene and the event after which it is true. */
    public record Published(LiveScene scene, String lastEventId) {}

    /**
     * Nothing is read before start.
     *
     * @param journal for reading, best one of its own, so that the engine never waits for it
     * @param pen writes JSON on one line
     * @param hasDesktop whether a VM's desktop can be opened
     * @param told hears every change of a migration, for the log; it must return at once
     */
    public ClusterWatch(Cluster cluster, Hosts hosts, Journal journal, EventRing ring, Function<Object, String> pen,
            Predicate<Vm> hasDesktop, Consumer<Change> told, InstantSource clock) {
        this.cluster = cluster;
        this.hosts = new HostViews(cluster, hosts, clock, this::nudge);
        this.tail = new JournalTail(journal);
        this.ring = ring;
        this.pen = pen;
        this.hasDesktop = hasDesktop;
        this.told = told;
        this.published = new Published(LiveScene.EMPTY, ring.latest());
        this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
    }

    public void start() {
        hosts.start();
        thread.start();
    }

    /** There is something new: read it now. Returns at once. */
    public void nudge() {
        lock.lock();
        try {
            nudged = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    public Published published() {
        return published;
    }

    /** The hosts as they were last seen. */
    public Inventory inventory() {
        return hosts.inventory();
    }

    public Optional<Bytes> size(ImageLocation image) {
        return hosts.size(image);
    }

    /** Whether every host was looked at once and the journal can be read. */
    public boolean ready() {
        return hosts.complete() && !broken;
    }

    private void run() {
        try {
            while (!over) {
                round();
                pause();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** A journal that cannot be read for a while must not end the watch. */
    private void round() {
        try {
            JournalTail.News news = tail.read();
            news.changes().forEach(this::publish);
            if (news.changes().stream().anyMatch(change -> !(change instanceof Change.Sampled))) {
                hosts.nudge(concerned(news.open().keySet()));
            }
            boolean others = !news.open().keySet().equals(open.keySet());
            moved |= !news.open().equals(open);
            open = news.open();
            boolean due = moved && System.nanoTime() - sceneNanos > MOVES_EVERY.toNanos();
            if (hosts.takeDirty() || others || due) {
                publishScene();
            }
            broken = false;
        } catch (RuntimeException unreadable) {
            broken = true;
            System.getLogger(ClusterWatch.class.getName()).log(System.Logger.Level.WARNING, "watch", unreadable);
        }
    }

    private void publish(Change change) {
        ring.publish(change.kind(), pen.apply(change));
        told.accept(change);
    }

    private static Set<String> concerned(Set<MigrationRecord> migrations) {
        Set<String> names = new HashSet<>();
        migrations.forEach(migration -> {
            names.add(migration.plan().before().hypervisor());
            names.add(migration.plan().after().hypervisor());
            DiskChange.of(migration.plan()).forEach(disk -> names.addAll(List.of(disk.from(), disk.to())));
        });
        return names;
    }

    private void publishScene() {
        moved = false;
        sceneNanos = System.nanoTime();
        LiveScene now = scene();
        LiveScene.Change change = published.scene().to(now);
        if (!change.none()) {
            ring.publish("scene", pen.apply(change));
        }
        published = new Published(now, ring.latest());
    }

    private LiveScene scene() {
        Inventory inventory = hosts.inventory();
        Map<String, SceneHypervisor> hypervisors = new LinkedHashMap<>();
        inventory.hypervisors().forEach(view -> hypervisors.put(view.hypervisor().name(), SceneHypervisor.of(view)));
        Map<String, SceneNas> nas = new LinkedHashMap<>();
        cluster.nas().forEach(server -> nas.put(server.name(), SceneNas.of(server, inventory.exports().stream()
                .filter(view -> view.nas().name().equals(server.name())).toList())));
        Map<String, SceneMove> moves = new LinkedHashMap<>();
        Map<UUID, String> moving = new HashMap<>();
        open.forEach((migration, last) -> {
            moves.put(migration.id().value(), SceneMove.of(migration, last));
            moving.put(migration.plan().vm(), migration.id().value());
        });
        return new LiveScene(hypervisors, nas, vms(inventory, moving), moves);
    }

    /** A VM that two hypervisors know is where it runs; one whose hypervisor does not answer is shown where it was. */
    private Map<UUID, SceneVm> vms(Inventory inventory, Map<UUID, String> moving) {
        Map<UUID, SceneVm> vms = new LinkedHashMap<>();
        for (HypervisorView view : inventory.hypervisors()) {
            switch (view) {
                case HypervisorView.Seen seen -> seen.vms().forEach(
                        vm -> keep(vms, vm(vm, vm.state().toString(), vm.state().running(), moving)));
                case HypervisorView.Unseen unseen -> hosts.lastVms(unseen.hypervisor().name()).stream()
                        .filter(vm -> vm.state().active() && !vms.containsKey(vm.uuid()))
                        .forEach(vm -> keep(vms, vm(vm, "unknown: " + vm.hypervisor() + " does not answer", false,
                                moving)));
            }
        }
        return vms;
    }

    private static void keep(Map<UUID, SceneVm> vms, SceneVm vm) {
        vms.merge(vm.uuid(), vm, (one, other) -> other.running() && !one.running() ? other : one);
    }

    private SceneVm vm(Vm vm, String state, boolean running, Map<UUID, String> moving) {
        return SceneVm.of(vm, state, running, cluster, Optional.ofNullable(moving.get(vm.uuid())),
                running && hasDesktop.test(vm), hosts::size);
    }

    private void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        long left = EVERY.minus(REST).toNanos();
        lock.lock();
        try {
            while (!nudged && left > 0 && !over) {
                left = wake.awaitNanos(left);
            }
            nudged = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        over = true;
        nudge();
        hosts.end();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
