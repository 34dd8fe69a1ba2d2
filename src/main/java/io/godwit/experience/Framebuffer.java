package io.godwit.experience;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A virtual screen's memory: the file that {@code Xvfb -fbdir} maps, an XWD header (X11/XWDFile.h, big-endian words) and
 * then the pixels. Reading it costs the client nothing.
 */
public final class Framebuffer implements AutoCloseable {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt PIXEL = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int COLOR_BYTES = 12;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pixels;
    private final int width;
    private final int height;
    private final int bytesPerLine;

    private Framebuffer(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            int bitsPerPixel = memory.get(WORD, 4 * 11);
            if (memory.get(WORD, 4) != 7 || bitsPerPixel != 32) {
                throw new IOException(file + " is not an XWD file of version 7 with 32 bits a pixel");
            }
            width = memory.get(WORD, 4 * 4);
            height = memory.get(WORD, 4 * 5);
            bytesPerLine = memory.get(WORD, 4 * 12);
            long start = memory.get(WORD, 0) + (long) memory.get(WORD, 4 * 19) * COLOR_BYTES;
            pixels = memory.asSlice(start);
        }
    }

    /**
     * Maps the screen.
     *
     * @throws IOException where the file is no XWD file with 32 bits a pixel
     */
    public static Framebuffer map(Path file) throws IOException {
        return new Framebuffer(file);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Red, green and blue in the lower 24 bits. */
    public int pixel(int x, int y) {
        return pixels.get(PIXEL, (long) y * bytesPerLine + 4L * x) & 0xffffff;
    }

    /** A number that changes when the picture does: every sixth line of a region is looked at. */
    public long fingerprint(int columns, int lines) {
        long hash = 1125899906842597L;
        for (int y = 0; y < Math.min(lines, height); y += 6) {
            for (int x = 0; x < Math.min(columns, width); x += 2) {
                hash = 31 * hash + pixel(x, y);
            }
        }
        return hash;
    }

    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, pixel(x, y));
            }
        }
        return image;
    }

    @Override
    public void close() {
        arena.close();
    }
}
