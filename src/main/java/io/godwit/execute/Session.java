package io.godwit.execute;

import io.godwit.model.Cluster;
import io.godwit.observe.InventoryReader;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import io.godwit.port.Processes;
import io.godwit.port.ProgressListener;
import java.nio.file.Path;
import java.util.Optional;

/** Everything that works on one cluster, for the time of one command. */
public interface Session extends AutoCloseable {
    Cluster cluster();

    Migrations migrations();

    InventoryReader inventories();

    Journal journal();

    Hosts hosts();

    Processes processes();

    @Override
    void close();

    /** How a session begins. */
    interface Opening {
        /**
         * Finds the cluster and prepares the work on it; hosts are only connected to when they are needed.
         *
         * @param file the cluster file that was named, if one was
         */
        Session open(Optional<Path> file, ProgressListener listener);
    }
}
