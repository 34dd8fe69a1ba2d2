package io.godwit.experience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a window of time looked like to the person at the screen. The package's page defines the words.
 *
 * @param changes how often the picture changed
 * @param gaps the stretches without a change
 * @param framesLost numbers of the video that were never seen
 * @param framesLate frames that came more than one frame's time after they were due
 * @param samplingGapMillis the longest time between two looks of the probe itself
 */
public record ScreenExperience(int changes, Gaps gaps, int framesLost, int framesLate, double samplingGapMillis) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Pure: from the changes within a window. */
    public static ScreenExperience of(List<ScreenSample> changes, long fromNanos, long toNanos, long samplingGapNanos) {
        List<ScreenSample> frames = frames(changes);
        return new ScreenExperience(changes.size(),
                Gaps.of(changes.stream().map(ScreenSample::nanos).toList(), fromNanos, toNanos), lost(frames),
                late(frames), samplingGapNanos / NANOS_PER_MILLI);
    }

    /** The first sight of each frame of the video. */
    private static List<ScreenSample> frames(List<ScreenSample> changes) {
        List<ScreenSample> frames = new ArrayList<>();
        for (ScreenSample change : changes) {
            if (change.frame() >= 0 && (frames.isEmpty() || frames.getLast().frame() != change.frame())) {
                frames.add(change);
            }
        }
        return frames;
    }

    /** Frames between two that were seen; the video's start over is no loss. */
    private static int lost(List<ScreenSample> frames) {
        int lost = 0;
        for (int i = 1; i < frames.size(); i++) {
            lost += Math.max(0, frames.get(i).frame() - frames.get(i - 1).frame() - 1);
        }
        return lost;
    }

    /** The video's own pace is the median time a frame; a frame is due at that pace after the most punctual one. */
    private static int late(List<ScreenSample> frames) {
        double[] paces = new double[Math.max(0, frames.size() - 1)];
        int count = 0;
        for (int i = 1; i < frames.size(); i++) {
            int passed = frames.get(i).frame() - frames.get(i - 1).frame();
            if (passed < 0) {
                return late(frames.subList(0, i)) + late(frames.subList(i, frames.size()));
            }
            paces[count++] = (double) (frames.get(i).nanos() - frames.get(i - 1).nanos()) / passed;
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(paces, 0, count);
        double pace = paces[count / 2];
        double[] delays = frames.stream()
                .mapToDouble(frame -> frame.nanos() - frames.getFirst().nanos()
                        - pace * (frame.frame() - frames.getFirst().frame()))
                .toArray();
        double punctual = Arrays.stream(delays).sorted().skip(delays.length / 10).findFirst().orElse(0);
        return (int) Arrays.stream(delays).filter(delay -> delay - punctual > pace).count();
    }
}
