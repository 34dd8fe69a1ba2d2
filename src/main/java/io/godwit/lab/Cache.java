package io.godwit.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** Things that take long to make, kept under a name that changes with their recipe. Two makers do not disturb each other. */
public record Cache(Path folder) {
    /** Makes a thing in an empty folder. */
    public interface Maker {
        void make(Path folder) throws IOException;
    }

    /** The thing of that name, made now where it is not there yet; a half-made one is never seen. */
    public <T> T provide(String name, Maker maker, Function<Path, T> result) {
        Path ready = folder.resolve(name);
        if (!Files.isDirectory(ready)) {
            makeAlone(name, maker, ready);
        }
        return result.apply(ready);
    }

    private void makeAlone(String name, Maker maker, Path ready) {
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); FileLock _ = file.lock()) {
                if (Files.isDirectory(ready)) {
                    return;
                }
                Path half = folder.resolve(name + ".half");
                Trees.delete(half);
                Files.createDirectories(half);
                maker.make(half);
                Files.move(half, ready, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new LabException(name + " could not be made: " + e.getMessage(), e);
        }
    }
}
