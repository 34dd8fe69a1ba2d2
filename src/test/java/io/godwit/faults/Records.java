package io.godwit.faults;

import io.godwit.lab.DiskCheck;
import io.godwit.lab.Lab;
import io.godwit.lab.LabException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the guest was told is safe, and what is there. */
record Records(long acknowledged, long found, boolean good, String note) {
    /** Of the image that the running VM names or, where it runs nowhere, of the image that has most. */
    static Records of(Lab lab, String vm) {
        try {
            return of(lab.check(vm));
        } catch (LabException off) {
            Optional<Records> best = Stream.of("nas1", "nas2")
                    .flatMap(nas -> lab.images(nas).stream().filter(image -> image.startsWith(vm + "-"))
                            .map(image -> of(List.of(lab.check(vm, "vda", nas, image, "qcow2")))))
                    .max(Comparator.comparingLong(Records::found));
            return best.orElse(new Records(0, 0, false, "no image is there"));
        }
    }

    private static Records of(List<DiskCheck> checks) {
        long acknowledged = checks.stream().mapToLong(DiskCheck::acknowledged).sum();
        long missing = checks.stream().mapToLong(check -> check.missing().size()).sum();
        return new Records(acknowledged, acknowledged - missing,
                acknowledged > 0 && checks.stream().allMatch(DiskCheck::good), checks.toString());
    }
}
