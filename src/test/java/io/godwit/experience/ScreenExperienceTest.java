package io.godwit.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenExperienceTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder = Path.of(".");

    private static List<ScreenSample> video(int frames, int frozenAt, int frozenFrames) {
        return IntStream.range(0, frames).filter(frame -> frame < frozenAt || frame >= frozenAt + frozenFrames)
                .mapToObj(frame -> new ScreenSample(frame * 42L * MILLI, frame)).toList();
    }

    @Test
    void aSteadyVideoHasNoGapThatAnybodyNotices() {
        ScreenExperience seen = ScreenExperience.of(video(100, 0, 0), 0, 99 * 42 * MILLI, 3 * MILLI);
        assertThat(seen.gaps().longestMillis()).isCloseTo(42, within(0.1));
        assertThat(seen.gaps().above100()).isZero();
        assertThat(seen.framesLost()).isZero();
    }

    @Test
    void aFreezeIsItsLengthAndItsLostFrames() {
        ScreenExperience seen = ScreenExperience.of(video(100, 50, 5), 0, 99 * 42 * MILLI, 3 * MILLI);
        assertThat(seen.gaps().longestMillis()).isCloseTo(6 * 42, within(0.1));
        assertThat(seen.gaps().above100()).isEqualTo(1);
        assertThat(seen.framesLost()).isEqualTo(5);
    }

    @Test
    void aFreezeThatLastsToTheEndOfTheWindowCounts() {
        assertThat(ScreenExperience.of(video(10, 0, 0), 0, 2_000 * MILLI, 0).gaps().longestMillis())
                .isGreaterThan(1_600);
        assertThat(ScreenExperience.of(List.of(), 0, 500 * MILLI, 0).gaps().longestMillis()).isEqualTo(500);
    }

    @Test
    void theFrameNumberIsReadFromTheStripOfAnXwdFile() throws IOException {
        Path file = folder.resolve("screen");
        Files.write(file, xwd(1234));
        try (Framebuffer screen = Framebuffer.map(file)) {
            assertThat(screen.width()).isEqualTo(320);
            assertThat(FrameNumber.read(screen)).hasValue(1234);
        }
        Files.write(file, xwd(-1));
        try (Framebuffer screen = Framebuffer.map(file)) {
            assertThat(FrameNumber.read(screen)).isEmpty();
        }
    }

    /** A black screen, with the strip of a frame's number where it is not below zero. */
    private static byte[] xwd(int number) {
        int header = 160;
        ByteBuffer file = ByteBuffer.allocate(header + 320 * 240 * 4).order(ByteOrder.BIG_ENDIAN);
        file.putInt(0, header).putInt(4, 7).putInt(16, 320).putInt(20, 240).putInt(44, 32).putInt(48, 320 * 4);
        if (number >= 0) {
            int bits = number | (number % 15 + 1) << 16;
            for (int block = 0; block < 20; block++) {
                if ((bits >> block & 1) == 1) {
                    file.putInt(header + ((232 * 320) + block * 16 + 8) * 4, 0xffffffff);
                }
            }
        }
        return file.array();
    }
}
