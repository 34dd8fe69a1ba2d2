package io.godwit.execute;

import io.godwit.model.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Gives the copy of a qcow2 image the new name of the image below it, while its bytes go by. The definitions that Godwit
 * writes spell the whole chain out and do not read this name; people and other tools do. Form: QEMU's docs/interop/qcow2.txt.
 */
final class BackingNamePatch {
    private static final int MAGIC = 0x514649fb;
    /** Enough for header, extensions and name: qemu-img writes the name right behind them. */
    private static final int HEAD_BYTES = 64 << 10;
    private static final int OFFSET_FIELD = 8;
    private static final int LENGTH_FIELD = 16;
    private static final int CLUSTER_BITS_FIELD = 20;

    private final ImageFormat format;
    private final Optional<String> backing;

    BackingNamePatch(ImageFormat format, Optional<String> backing) {
        this.format = format;
        this.backing = backing;
    }

    /**
     * The same bytes, with the name changed.
     *
     * @throws IOException where the header has no room for the name
     */
    ReadableByteChannel apply(ReadableByteChannel image) throws IOException {
        if (format == ImageFormat.RAW || backing.isEmpty()) {
            return image;
        }
        byte[] head = Channels.newInputStream(image).readNBytes(HEAD_BYTES);
        patch(ByteBuffer.wrap(head), backing.get());
        return Channels.newChannel(
                new SequenceInputStream(new ByteArrayInputStream(head), Channels.newInputStream(image)));
    }

    static void patch(ByteBuffer head, String name) throws IOException {
        if (head.remaining() < 512 || head.getInt(0) != MAGIC) {
            throw new IOException("not a qcow2 header");
        }
        long offset = head.getLong(OFFSET_FIELD);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        long room = Math.min(head.limit(), 1L << head.getInt(CLUSTER_BITS_FIELD));
        if (offset <= 0 || bytes.length > 1023 || offset + bytes.length > room) {
            throw new IOException("the qcow2 header has no room for the name of its backing image");
        }
        clear(head, (int) offset, head.getInt(LENGTH_FIELD));
        head.put((int) offset, bytes);
        head.putInt(LENGTH_FIELD, bytes.length);
    }

    private static void clear(ByteBuffer head, int offset, int length) {
        for (int i = offset; i < Math.min(head.limit(), offset + length); i++) {
            head.put(i, (byte) 0);
        }
    }
}
