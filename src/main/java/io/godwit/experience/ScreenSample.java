package io.godwit.experience;

/**
 * The picture changed.
 *
 * @param nanos System.nanoTime when it was seen
 * @param frame the video's frame number; -1 where none could be read
 */
public record ScreenSample(long nanos, int frame) {}
