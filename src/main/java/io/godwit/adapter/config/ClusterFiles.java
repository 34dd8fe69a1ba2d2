package io.godwit.adapter.config;

import io.godwit.model.Cluster;
import io.godwit.model.GodwitException.NotFound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the cluster file: the one that is named, or the first of the usual places that has one. */
public final class ClusterFiles {
    private final List<Path> places;
    private final Path state;

    /**
     * Where to look.
     *
     * @param places in the order of precedence
     * @param state the journal's folder for files that name none
     */
    public ClusterFiles(List<Path> places, Path state) {
        this.places = List.copyOf(places);
        this.state = state;
    }

    /**
     * Reads the cluster file.
     *
     * @throws NotFound where none of the places has one
     */
    public Cluster find(Optional<Path> named) {
        Path file = named.or(() -> places.stream().filter(Files::isRegularFile).findFirst())
                .orElseThrow(() -> new NotFound("no cluster is known: none of these files exists: " + places,
                        "godwit lab up brings up a cluster to try; docs/cluster.example.yaml describes a real one"));
        return ClusterFile.read(file, state);
    }
}
