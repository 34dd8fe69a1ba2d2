package io.godwit.execute;

import io.godwit.model.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/** Tells how many bytes went by, now and then. */
final class CountedChannel implements ReadableByteChannel {
    private static final long STRIDE = 16 << 20;
    private final ReadableByteChannel from;
    private final Consumer<Bytes> listener;
    private long count;
    private long told;

    CountedChannel(ReadableByteChannel from, Consumer<Bytes> listener) {
        this.from = from;
        this.listener = listener;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int read = from.read(buffer);
        count += Math.max(0, read);
        if (count - told >= STRIDE) {
            told = count;
            listener.accept(new Bytes(count));
        }
        return read;
    }

    @Override
    public boolean isOpen() {
        return from.isOpen();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
