package io.godwit.adapter.libvirt;

import io.godwit.port.DiskTimes;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** libvirt's names for a disk's counters (virDomainBlockStatsFlags), read into ours. */
final class DiskCounters {
    private DiskCounters() {}

    /** Reads, writes and flushes together: the guest waits for each of them. */
    static DiskTimes times(Map<String, Object> stats) {
        return new DiskTimes(sum(stats, "rd_operations", "wr_operations", "flush_operations"),
                Duration.ofNanos(sum(stats, "rd_total_times", "wr_total_times", "flush_total_times")));
    }

    private static long sum(Map<String, Object> stats, String... names) {
        return Stream.of(names).mapToLong(name -> stats.get(name) instanceof Long value ? value : 0).sum();
    }
}
