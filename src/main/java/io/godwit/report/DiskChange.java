package io.godwit.report;

import io.godwit.model.ImageLocation;
import io.godwit.plan.Planning.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A disk that goes from one NAS to another.
 *
 * @param target its name in the guest
 * @param from a NAS
 * @param to a NAS
 */
public record DiskChange(String target, String from, String to) {
    /** Those of a plan, by the disk's name. */
    public static List<DiskChange> of(Plan plan) {
        return plan.before().disks().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(disk -> Optional.ofNullable(plan.after().disks().get(disk.getKey()))
                        .filter(after -> !after.equals(disk.getValue())).map(after -> of(disk, after)).stream())
                .toList();
    }

    private static DiskChange of(Map.Entry<String, ImageLocation> disk, ImageLocation after) {
        return new DiskChange(disk.getKey(), disk.getValue().nas(), after.nas());
    }
}
