package io.godwit.experience;

import java.util.OptionalInt;

/**
 * Reads the number of the video's frame from the strip below its picture: 20 blocks of 16 by 16 pixels, light for 1; 16
 * bits of the number, the lowest first, and 4 check bits, the number modulo 15 plus 1, so that neither a black nor a
 * half-drawn strip passes. The lab's desktop guest plays such a video (lab/desktop/build.sh).
 */
public final class FrameNumber {
    private static final int BLOCK = 16;
    private static final int NUMBER_BITS = 16;
    private static final int CHECK_BITS = 4;
    private static final int STRIP_TOP = 224;

    private FrameNumber() {}

    public static OptionalInt read(Framebuffer screen) {
        int number = bits(screen, 0, NUMBER_BITS);
        int check = bits(screen, NUMBER_BITS, CHECK_BITS);
        return check == number % 15 + 1 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private static int bits(Framebuffer screen, int first, int count) {
        int value = 0;
        for (int bit = 0; bit < count; bit++) {
            int pixel = screen.pixel((first + bit) * BLOCK + BLOCK / 2, STRIP_TOP + BLOCK / 2);
            int light = (pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff);
            if (light > 3 * 128) {
                value |= 1 << bit;
            }
        }
        return value;
    }
}
