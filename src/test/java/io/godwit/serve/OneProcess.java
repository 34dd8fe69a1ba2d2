package io.godwit.serve;

import io.godwit.journal.Owner;
import io.godwit.model.MigrationId;
import io.godwit.port.Processes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process of Godwit that lives in this one, and may die alone. */
final class OneProcess implements Processes {
    /** The processes of the machine that live. */
    private final Set<Long> alive;
    private final long pid;
    final List<MigrationId> handedOver = new CopyOnWriteArrayList<>();

    OneProcess(Set<Long> alive, long pid) {
        this.alive = alive;
        this.pid = pid;
        alive.add(pid);
    }

    static OneProcess alone() {
        return new OneProcess(ConcurrentHashMap.newKeySet(), 1);
    }

    OneProcess next() {
        return new OneProcess(alive, pid + 1);
    }

    void dies() {
        alive.remove(pid);
    }

    boolean lives() {
        return alive.contains(pid);
    }

    @Override
    public Owner self() {
        return new Owner("boot", pid, pid, 0);
    }

    @Override
    public String machine() {
        return "here";
    }

    @Override
    public boolean alive(Owner owner) {
        return alive.contains(owner.pid());
    }

    @Override
    public void giveWay() {}

    @Override
    public boolean continueInBackground(MigrationId id) {
        return handedOver.add(id);
    }
}
