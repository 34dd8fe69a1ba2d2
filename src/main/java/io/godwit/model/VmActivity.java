package io.godwit.model;

import java.util.List;
import java.util.Optional;

/**
 * What is going on with a VM that a migration must not disturb.
 *
 * @param job the running libvirt job's kind (virDomainGetJobInfo)
 * @param blockJobs disks that have a running block job, with its kind
 * @param snapshots libvirt snapshots and checkpoints: migration is refused while they exist
 */
public record VmActivity(Optional<String> job, List<String> blockJobs, int snapshots, int checkpoints) {
    public VmActivity {
        blockJobs = List.copyOf(blockJobs);
    }
}
