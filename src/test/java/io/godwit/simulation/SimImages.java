package io.godwit.simulation;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.port.ImageStore;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/** An export as its NAS shows it. */
final class SimImages implements ImageStore {
    private final World world;
    private final String nas;
    private final String export;

    SimImages(World world, String nas, String export) {
        this.world = world;
        this.nas = nas;
        this.export = export;
    }

    private ImageLocation at(String name) {
        return new ImageLocation(nas, export, name);
    }

    @Override
    public Bytes free() {
        return world.look(nas, () -> Bytes.ofMiB(100_000));
    }

    @Override
    public List<String> names() {
        return world.look(nas, () -> world.files.keySet().stream().filter(image -> image.nas().equals(nas))
                .map(ImageLocation::name).sorted().toList());
    }

    @Override
    public Optional<ImageFacts> image(String name) {
        return world.look(nas, () -> Optional.ofNullable(world.files.get(at(name)))
                .map(file -> new ImageFacts(name, file.format.label(), new Bytes(file.capacity),
                        new Bytes(file.capacity), new Bytes(file.length), file.modified)));
    }

    @Override
    public void create(String name, ImageFormat format, Bytes capacity, Optional<Backing> backing) {
        world.act(nas, () -> {
            if (world.files.containsKey(at(name))) {
                throw new Failed(at(name) + " exists", "look");
            }
            world.place(at(name), format, capacity.count());
        });
    }

    @Override
    public void read(String name, WritableByteChannel to) {
        throw new UnsupportedOperationException("not simulated");
    }

    @Override
    public void write(String name, Bytes length, ReadableByteChannel from) {
        throw new UnsupportedOperationException("not simulated");
    }

    @Override
    public void lengthen(String name, Bytes length) {
        world.act(nas, () -> {
            Optional.ofNullable(world.files.get(at(name)))
                    .orElseThrow(() -> new Failed(at(name) + " is not there", "look")).length = length.count();
        });
    }

    @Override
    public void remove(String name) {
        world.act(nas, () -> {
            world.files.remove(at(name));
        });
    }
}
