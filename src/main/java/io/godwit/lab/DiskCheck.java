package io.godwit.lab;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the check of one disk came to.
 *
 * @param image what the running VM names
 * @param acknowledged how many records the guest was told are safe
 * @param found how many places hold the newest record acknowledged for them, or a newer one
 * @param missing the acknowledged records whose places hold something else
 * @param clean whether qemu-img finds the image's structure whole
 * @param note qemu-img's words where it does not
 */
public record DiskCheck(String disk, String image, long acknowledged, int places, int found, List<Missing> missing,
        boolean clean, String note) {
    /**
     * An acknowledged record that is not in its place.
     *
     * @param there what is: the number of an older record, or nothing that is one. The number that was there before (2048
     *            less, for most) tells of a write that never came; its neighbour's number, of a guest whose memory was stale.
     */
    public record Missing(long number, OptionalLong there) {
        @Override
        public String toString() {
            return number + (there.isPresent() ? " (there is " + there.getAsLong() + ")" : " (there is no record)");
        }
    }

    public DiskCheck {
        missing = List.copyOf(missing);
    }

    public boolean good() {
        return missing.isEmpty() && clean;
    }
}
