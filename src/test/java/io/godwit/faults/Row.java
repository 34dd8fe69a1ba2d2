package io.godwit.faults;

/**
 * One line of the table.
 *
 * @param acknowledged records that the guest was told are safe
 * @param found those of them that the image shows
 */
record Row(String name, String expected, String seen, long acknowledged, long found, double seconds, boolean good) {}
