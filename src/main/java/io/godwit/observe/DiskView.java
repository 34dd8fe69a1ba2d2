package io.godwit.observe;

import io.godwit.model.Bytes;
import io.godwit.model.Disk;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import java.util.List;
import java.util.Optional;

/** A disk with what its NAS says of each file of its chain. */
public record DiskView(Disk disk, Bytes capacity, List<LayerView> layers) {
    public DiskView {
        layers = List.copyOf(layers);
    }

    /**
     * One file of the chain.
     *
     * @param location empty where it is on no NAS of the cluster
     * @param facts empty where the NAS does not answer or does not have it
     */
    public record LayerView(Layer layer, Optional<ImageLocation> location, Optional<ImageFacts> facts) {}

    /** Where the written image lies, if a NAS of the cluster has it. */
    public Optional<ImageLocation> location() {
        return layers.stream().findFirst().flatMap(LayerView::location);
    }
}
