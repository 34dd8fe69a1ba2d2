package io.godwit.observe;

import io.godwit.model.Bytes;
import io.godwit.model.Export;
import io.godwit.model.Nas;
import java.util.List;

/** One export of a NAS as it was seen, or why it was not. */
public sealed interface NasView {
    Nas nas();

    Export export();

    /**
     * What it said.
     *
     * @param images every file name in the export
     */
    record Seen(Nas nas, Export export, Bytes free, List<String> images) implements NasView {
        public Seen {
            images = List.copyOf(images);
        }
    }

    /** Nothing is known of it. */
    record Unseen(Nas nas, Export export, String why) implements NasView {}
}
