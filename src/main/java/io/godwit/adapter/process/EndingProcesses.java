package io.godwit.adapter.process;

import io.godwit.journal.Owner;
import io.godwit.model.MigrationId;
import io.godwit.port.Processes;

/** The same processes for one whose cluster ends with it: nothing goes on in the background, for there is nothing to go on with. */
public record EndingProcesses(Processes processes) implements Processes {
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
        processes.giveWay();
    }

    @Override
    public boolean continueInBackground(MigrationId id) {
        return false;
    }
}
