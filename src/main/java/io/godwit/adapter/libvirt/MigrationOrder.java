package io.godwit.adapter.libvirt;

import io.godwit.libvirt.Domain;
import io.godwit.libvirt.MigrationJob;
import io.godwit.libvirt.TypedParams;
import io.godwit.port.MigrateOrder;

/**
 * A migration in libvirt's terms. Peer to peer, because the source's daemon then carries it through even if Godwit dies;
 * ABORT_ON_ERROR, because an I/O error must end the migration and not pause the VM.
 */
record MigrationOrder(DomainReader reader, MigrateOrder order) {
    void send(Domain domain) {
        try (TypedParams params = new TypedParams()) {
            params.string("migrate_uri", "tcp://" + order.target().migrationAddress());
            order.bandwidth().ifPresent(rate -> params.unsignedLong("bandwidth", rate.ceilMiB()));
            if (!order.copiedDisks().isEmpty()) {
                addDisks(domain, params);
            }
            domain.migration().toUri(order.target().peerUri(), params, flags());
        }
    }

    private void addDisks(Domain domain, TypedParams params) {
        order.copiedDisks().keySet().forEach(disk -> params.string("migrate_disks", disk));
        params.string("destination_xml",
                reader.definition(domain, Domain.XML_MIGRATABLE).withChains(order.copiedDisks()));
        if (order.persistent()) {
            params.string("persistent_xml", reader.definition(domain, Domain.XML_INACTIVE | Domain.XML_MIGRATABLE)
                    .withChains(order.copiedDisks()));
        }
    }

    private int flags() {
        int flags = MigrationJob.LIVE | MigrationJob.PEER2PEER | MigrationJob.ABORT_ON_ERROR
                | MigrationJob.CHANGE_PROTECTION;
        if (order.persistent()) {
            flags |= MigrationJob.PERSIST_DEST | MigrationJob.UNDEFINE_SOURCE;
        }
        if (order.mayPostCopy()) {
            flags |= MigrationJob.POSTCOPY;
        }
        if (order.vouchedShared()) {
            // Lifts libvirt's check of the file system and of the cache mode; the latter is a check of our own.
            flags |= MigrationJob.UNSAFE;
        }
        if (!order.copiedDisks().isEmpty()) {
            flags |= order.shallow() ? MigrationJob.NON_SHARED_INC : MigrationJob.NON_SHARED_DISK;
        }
        return flags;
    }
}
