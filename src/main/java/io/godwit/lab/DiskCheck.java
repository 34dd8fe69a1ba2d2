package io.godwit.lab;

import java.util.List;

/**
 * What the check of one disk came to.
 *
 * @param image what the running VM names
 * @param acknowledged how many records the guest was told are safe
 * @param found how many places hold the newest record acknowledged for them, or a newer one
 * @param missing the numbers whose places hold something else
 * @param clean whether qemu-img finds the image's structure whole
 * @param note qemu-img's words where it does not
 */
public record DiskCheck(String disk, String image, long acknowledged, int places, int found, List<Long> missing,
        boolean clean, String note) {
    public DiskCheck {
        missing = List.copyOf(missing);
    }

    public boolean good() {
        return missing.isEmpty() && clean;
    }
}
