package io.godwit.adapter.libvirt;

import io.godwit.libvirt.DomainStats;
import io.godwit.model.Bytes;
import io.godwit.port.GuestLoad;
import io.godwit.port.GuestLoad.DiskTimes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** libvirt's names for a VM's counters (virConnectGetAllDomainStats), read into ours. */
final class GuestCounters {
    private GuestCounters() {}

    static GuestLoad load(DomainStats stats) {
        Map<String, DiskTimes> disks = new HashMap<>();
        for (int i = 0; i < number(stats, "block.count"); i++) {
            // A backing image has an entry of its own, under the disk's name.
            if (stats.values().get("block." + i + ".name") instanceof String name
                    && number(stats, "block." + i + ".backingIndex") <= 1) {
                disks.putIfAbsent(name, times(stats, "block." + i));
            }
        }
        return new GuestLoad(new Bytes(number(stats, "balloon.rss") * 1024), disks);
    }

    /** Reads, writes and flushes together: the guest waits for each of them. */
    private static DiskTimes times(DomainStats stats, String block) {
        long requests = number(stats, block + ".rd.reqs") + number(stats, block + ".wr.reqs")
                + number(stats, block + ".fl.reqs");
        long nanos = number(stats, block + ".rd.times") + number(stats, block + ".wr.times")
                + number(stats, block + ".fl.times");
        return new DiskTimes(requests, Duration.ofNanos(nanos));
    }

    private static long number(DomainStats stats, String name) {
        return stats.values().get(name) instanceof Long value ? value : 0;
    }
}
