package io.godwit.adapter.libvirt;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.DomainStats;
import io.godwit.libvirt.LibvirtException;
import io.godwit.libvirt.MigrationJob;
import io.godwit.model.Bytes;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Has QEMU count for a second what the guest dirties. */
record DirtyRate(Connection connection, Domain domain) {
    private static final int SECONDS = 1;
    private static final int TRIES = 30;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long MEASURED = 2;

    Optional<Bytes> measure() {
        try {
            domain.migration().startDirtyRate(SECONDS, MigrationJob.DIRTY_RATE_BITMAP);
        } catch (LibvirtException notHere) {
            return Optional.empty();
        }
        for (int i = 0; i < TRIES; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Optional<DomainStats> stats = connection.domainStats(DomainStats.DIRTYRATE).stream()
                    .filter(all -> all.domain().equals(domain.uuid())).findFirst();
            if (stats.filter(all -> number(all, "dirtyrate.calc_status") == MEASURED).isPresent()) {
                return stats.map(all -> Bytes.ofMiB(number(all, "dirtyrate.megabytes_per_second")));
            }
        }
        return Optional.empty();
    }

    private static long number(DomainStats stats, String name) {
        return stats.values().get(name) instanceof Long value ? value : 0;
    }
}
