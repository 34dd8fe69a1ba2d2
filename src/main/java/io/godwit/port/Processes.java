package io.godwit.port;

import io.godwit.journal.Owner;
import io.godwit.model.MigrationId;

/** The processes of Godwit on this machine. */
public interface Processes {
    /** This process, with epoch 0. */
    Owner self();

    /** The name of this machine, for people. */
    String machine();

    boolean alive(Owner owner);

    /** Lets this thread, and those that it starts from now on, give way to VMs on the same machine. */
    void giveWay();

    /**
     * Starts a process of its own that goes on with a migration as soon as its present owner is gone.
     *
     * @return whether there is one: none where the cluster itself ends with this process
     */
    boolean continueInBackground(MigrationId id);
}
