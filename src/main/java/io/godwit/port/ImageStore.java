package io.godwit.port;

import io.godwit.model.Bytes;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * The images of one export, seen from the host that makes them. Names are plain file names below the export. Every call
 * may throw {@link io.godwit.model.GodwitException.Unreachable}.
 */
public interface ImageStore {
    Bytes free();

    List<String> names();

    /** Looks again at every call: nothing is cached. */
    Optional<ImageFacts> image(String name);

    /**
     * Makes an empty image.
     *
     * @param backing the name of the image in the same store that it is laid over
     * @throws io.godwit.model.GodwitException.Failed where the name exists: an image is never overwritten
     */
    void create(String name, ImageFormat format, Bytes capacity, Optional<Backing> backing);

    /** The image below another one. */
    record Backing(String name, ImageFormat format) {}

    void read(String name, WritableByteChannel to);

    /** Writes a file's bytes from its start into an image of raw format that {@link #create} made. */
    void write(String name, Bytes length, ReadableByteChannel from);

    /**
     * Gives the file of an image a length, with a hole at its end.
     *
     * @param length more than it has, and more than it will have by itself: the last byte is written
     */
    void lengthen(String name, Bytes length);

    /** Removes an image; one that is not there is no error. */
    void remove(String name);
}
