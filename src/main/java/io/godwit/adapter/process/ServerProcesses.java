package io.godwit.adapter.process;

import io.godwit.journal.Owner;
import io.godwit.model.MigrationId;
import io.godwit.port.Processes;

/**
 * The same processes for one that does other things beside migrations: only the thread that works on one gives way to the
 * VMs, and not those that serve people.
 */
public record ServerProcesses(LocalProcesses processes) implements Processes {
    @Override
    public Owner self() {
        return processes.self();
    }

    @Override
    public String machine() {
        return processes.machine();
    }

    @Override
    public boolean alive(Owner owner) {
        return processes.alive(owner);
    }

    @Override
    public void giveWay() {
        Niceness.giveWayThisThread();
    }

    @Override
    public boolean continueInBackground(MigrationId id) {
        return processes.continueInBackground(id);
    }
}
