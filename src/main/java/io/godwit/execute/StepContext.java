package io.godwit.execute;

import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Owner;
import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.MigrationId;
import io.godwit.port.Hosts;
import io.godwit.port.ImageStore;
import io.godwit.port.Journal;
import io.godwit.port.NasPairs;
import io.godwit.port.ProgressListener;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What the work on a step has at hand: the hosts, and a pen for the journal. */
record StepContext(MigrationRecord migration, Owner owner, int sequence, Cluster cluster, Hosts hosts, Journal journal,
        ProgressListener listener, InstantSource clock, NasPairs pairs) {
    FloatingExport export(String name) {
        return cluster.floatingExport(name).orElseThrow(() -> new Failed(
                "the cluster file has no export " + name + " any more", "put it back, or godwit cancel " + id()));
    }

    MigrationId id() {
        return migration.id();
    }

    UUID vm() {
        return migration.plan().vm();
    }

    ImageStore images(ImageLocation image) {
        return hosts.images(image.nas(), image.export());
    }

    void sample(String phase, Bytes done, Bytes total, Bytes perSecond) {
        sample(phase, done, total, perSecond, Bytes.ZERO, 0);
    }

    void sample(String phase, Bytes done, Bytes total, Bytes perSecond, Bytes dirtyPerSecond, int iteration) {
        Sample sample = new Sample(clock.instant(), sequence, phase, done, total, perSecond, dirtyPerSecond, iteration);
        journal.sample(id(), sample);
        listener.sample(sample);
    }

    /**
     * Counts what was copied into a new image: the space that it takes now. A mirror's own counter runs over the whole
     * size of the disk, holes included.
     */
    void measureDisk(List<Layer> chain) {
        cluster.locate(chain.getFirst().source()).filter(image -> !journal.notes(id()).containsKey("counted " + image))
                .flatMap(image -> images(image).image(image.name())).ifPresent(image -> {
                    journal.note(id(), owner, "counted " + cluster.locate(chain.getFirst().source()).orElseThrow(),
                            image.allocation().toString());
                    measure(measured -> measured.withDisk(measured.disk().plus(image.allocation())));
                });
    }

    /** Keeps when an old image was last written at the switch, so that a later write to it is found out. */
    void noteRetired(ImageLocation image) {
        images(image).image(image.name()).map(ImageFacts::modified).ifPresent(
                modified -> journal.note(id(), owner, VerifyWork.retiredNote(image), modified.toString()));
    }

    void measure(UnaryOperator<Measured> change) {
        journal.measured(id(), owner, change.apply(journal.measured(id())));
    }
}
