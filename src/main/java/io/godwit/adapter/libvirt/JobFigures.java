package io.godwit.adapter.libvirt;

import io.godwit.libvirt.JobStats;
import io.godwit.model.Bytes;
import io.godwit.port.JobProgress;
import java.time.Duration;
import java.util.Optional;

/** libvirt's names for the figures of a migration (VIR_DOMAIN_JOB_*), read into ours. */
final class JobFigures {
    private JobFigures() {}

    static JobProgress of(JobStats stats) {
        Optional<Duration> downtime = stats.find("downtime").isPresent()
                ? Optional.of(Duration.ofMillis(stats.get("downtime")))
                : Optional.empty();
        long pageBytes = Math.max(1, stats.get("memory_page_size"));
        return new JobProgress(Duration.ofMillis(stats.get("time_elapsed")), bytes(stats, "memory_total"),
                bytes(stats, "memory_processed"), bytes(stats, "memory_remaining"), bytes(stats, "memory_bps"),
                new Bytes(stats.get("memory_dirty_rate") * pageBytes), (int) stats.get("memory_iteration"),
                bytes(stats, "disk_total"), bytes(stats, "disk_processed"), bytes(stats, "disk_remaining"), downtime);
    }

    private static Bytes bytes(JobStats stats, String name) {
        return new Bytes(Math.max(0, stats.get(name)));
    }
}
