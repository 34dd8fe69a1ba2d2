package io.godwit.adapter.libvirt;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.ErrorCode;
import io.godwit.libvirt.LibvirtException;
import io.godwit.libvirt.StoragePool;
import io.godwit.libvirt.StorageVolume;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.port.ImageStore;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The images of an export as volumes of a libvirt pool in its folder. Where no pool lies there, a transient one is made;
 * libvirt forgets it when it restarts.
 */
final class LibvirtImages implements ImageStore {
    private final Connection connection;
    private final Errors errors;
    private final String folder;

    LibvirtImages(Connection connection, Errors errors, String folder) {
        this.connection = connection;
        this.errors = errors;
        this.folder = folder;
    }

    @Override
    public Bytes free() {
        return inPool(pool -> {
            pool.refresh();
            return new Bytes(pool.availableBytes());
        });
    }

    @Override
    public List<String> names() {
        return inPool(pool -> {
            pool.refresh();
            return pool.volumes().stream().map(volume -> {
                try (volume) {
                    return volume.name();
                }
            }).sorted().toList();
        });
    }

    @Override
    public Optional<ImageFacts> image(String name) {
        return inPool(pool -> find(pool, name).flatMap(volume -> {
            try (volume) {
                return Optional.of(VolumeXml.facts(volume.xml()));
            } catch (LibvirtException e) {
                return vanished(pool, name, e);
            }
        }));
    }

    /** libvirt lists what it saw last; a file that has gone since then is an error for it and an answer for us. */
    private static Optional<ImageFacts> vanished(StoragePool pool, String name, LibvirtException e) {
        pool.refresh();
        if (pool.volume(name).isEmpty()) {
            return Optional.empty();
        }
        throw e;
    }

    /** Refreshes only where the last look did not see the image: a refresh reads every file of the folder. */
    private static Optional<StorageVolume> find(StoragePool pool, String name) {
        Optional<StorageVolume> seen = pool.volume(name);
        if (seen.isPresent()) {
            return seen;
        }
        pool.refresh();
        return pool.volume(name);
    }

    @Override
    public void create(String name, ImageFormat format, Bytes capacity, Optional<Backing> backing) {
        inPool(pool -> {
            try (StorageVolume made = pool.createVolume(VolumeXml.order(name, format, capacity, backing, folder))) {
                return made.name();
            }
        });
    }

    @Override
    public void read(String name, WritableByteChannel to) {
        transfer(name, volume -> volume.download(connection, to));
    }

    @Override
    public void write(String name, Bytes length, ReadableByteChannel from) {
        transfer(name, volume -> volume.upload(connection, from));
    }

    @Override
    public void lengthen(String name, Bytes length) {
        transfer(name, volume -> volume.zeroAt(connection, length.count() - 1));
    }

    private interface Transfer {
        void run(StorageVolume volume) throws IOException;
    }

    private void transfer(String name, Transfer transfer) {
        inPool(pool -> {
            try (StorageVolume volume = find(pool, name).orElseThrow(() -> absent(name))) {
                transfer.run(volume);
                return name;
            } catch (IOException e) {
                throw new Failed("the bytes of " + name + " could not be moved: " + e.getMessage(), "try once more", e);
            }
        });
    }

    private Failed absent(String name) {
        return new Failed(errors.host() + " has no image " + name, "godwit get disks");
    }

    @Override
    public void remove(String name) {
        inPool(pool -> {
            find(pool, name).ifPresent(volume -> {
                try (volume) {
                    volume.delete();
                }
            });
            return name;
        });
    }

    private <T> T inPool(Function<StoragePool, T> work) {
        return errors.calling(() -> {
            try (StoragePool pool = connection.poolAt(folder).orElseGet(this::makePool)) {
                return work.apply(pool);
            }
        });
    }

    private StoragePool makePool() {
        try {
            return connection.createPool(VolumeXml.pool(folder));
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.OPERATION_FAILED)) {
                return connection.poolAt(folder).orElseThrow(() -> e);
            }
            throw e;
        }
    }
}
