package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Bulk statistics: one call for all VMs of a host (virConnectGetAllDomainStats). Names and units are libvirt's:
 * {@code block.0.wr.bytes}, {@code vcpu.0.time} (ns), {@code dirtyrate.megabytes_per_second}.
 *
 * @param values counters are since the VM was started
 */
public record DomainStats(UUID domain, Map<String, Object> values) {
    /** virDomainStatsTypes, to be added up. */
    public static final int STATE = 1;
    public static final int CPU_TOTAL = 1 << 1;
    public static final int BALLOON = 1 << 2;
    public static final int VCPU = 1 << 3;
    public static final int INTERFACE = 1 << 4;
    public static final int BLOCK = 1 << 5;
    public static final int DIRTYRATE = 1 << 9;

    private static final MethodHandle ALL = Native.function("virConnectGetAllDomainStats", ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT);
    private static final MethodHandle FREE = Native.function("virDomainStatsRecordListFree", ADDRESS);

    /** struct _virDomainStatsRecord: virDomainPtr dom; virTypedParameterPtr params; int nparams. */
    private static final long RECORD_BYTES = 24;
    private static final long PARAMS_AT = 8;
    private static final long COUNT_AT = 16;
    /** VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: a VM that is busy gives what it can at once. */
    private static final int NO_WAIT = 1 << 29;

    public DomainStats {
        values = Map.copyOf(values);
    }

    static List<DomainStats> all(MemorySegment connection, int types) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ADDRESS);
            int count = Native.count(ALL, connection, types, holder, NO_WAIT);
            MemorySegment list = holder.get(ADDRESS, 0);
            try {
                return read(list.reinterpret(count * ADDRESS.byteSize()), count);
            } finally {
                Native.run(FREE, list);
            }
        }
    }

    private static List<DomainStats> read(MemorySegment list, int count) {
        List<DomainStats> stats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MemorySegment fields = list.getAtIndex(ADDRESS, i).reinterpret(RECORD_BYTES);
            stats.add(new DomainStats(Subscription.uuid(fields.get(ADDRESS, 0)),
                    TypedParams.decode(fields.get(ADDRESS, PARAMS_AT), fields.get(JAVA_INT, COUNT_AT))));
        }
        return stats;
    }
}
