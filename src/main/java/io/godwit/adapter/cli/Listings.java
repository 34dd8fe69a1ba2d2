package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException;
import io.godwit.model.ImageLocation;
import io.godwit.port.Hosts;
import io.godwit.report.Listing;
import io.godwit.report.MigrationSummary;
import java.util.Optional;

/** What the commands list. */
final class Listings {
    private Listings() {}

    static Listing of(GetCommand.Kind kind, Session session) {
        return switch (kind) {
            case hypervisors -> Listing.hypervisors(session.inventories().readHypervisors());
            case nas -> Listing.nas(session.inventories().read());
            case vms -> Listing.vms(session.inventories().readHypervisors());
            case disks -> Listing.disks(session.inventories().readHypervisors(), image -> size(session.hosts(), image));
            case migrations -> Listing.migrations(
                    session.journal().migrations().stream().map(migration -> entry(session, migration)).toList());
        };
    }

    private static Optional<Bytes> size(Hosts hosts, ImageLocation image) {
        try {
            return hosts.images(image.nas(), image.export()).image(image.name()).map(facts -> facts.capacity());
        } catch (GodwitException silent) {
            return Optional.empty();
        }
    }

    private static Listing.Entry entry(Session session, MigrationRecord migration) {
        return new Listing.Entry(MigrationSummary.of(migration, session.journal().measured(migration.id()),
                session.journal().felts(migration.id())),
                migration.outcome().open() && !session.processes().alive(migration.owner()));
    }

    /** What a server lists. */
    static Listing of(GetCommand.Kind kind, RemoteCluster cluster) {
        return switch (kind) {
            case hypervisors -> cluster.list("hypervisors", Listing.HYPERVISORS);
            case nas -> cluster.list("nas", Listing.NAS);
            case vms -> cluster.list("vms", Listing.VMS);
            case disks -> cluster.list("disks", Listing.DISKS);
            case migrations -> cluster.migrations();
        };
    }
}
