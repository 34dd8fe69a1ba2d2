package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/** A VM's migration: begin it, steer it, ask how far it is. */
public final class MigrationJob {
    /** virDomainMigrateFlags. */
    public static final int LIVE = 1;
    public static final int PEER2PEER = 1 << 1;
    public static final int PERSIST_DEST = 1 << 3;
    public static final int UNDEFINE_SOURCE = 1 << 4;
    public static final int NON_SHARED_DISK = 1 << 6;
    public static final int NON_SHARED_INC = 1 << 7;
    public static final int CHANGE_PROTECTION = 1 << 8;
    public static final int UNSAFE = 1 << 9;
    public static final int ABORT_ON_ERROR = 1 << 12;
    public static final int POSTCOPY = 1 << 15;

    /** virDomainDirtyRateCalcFlags. */
    public static final int DIRTY_RATE_BITMAP = 1;

    /** virDomainGetJobStatsFlags. */
    private static final int COMPLETED = 1;
    private static final int KEEP_COMPLETED = 2;

    private static final MethodHandle TO_URI3 = Native.function("virDomainMigrateToURI3", ADDRESS, ADDRESS, ADDRESS,
            JAVA_INT, JAVA_INT);
    private static final MethodHandle STATS = Native.function("virDomainGetJobStats", ADDRESS, ADDRESS, ADDRESS,
            ADDRESS,
            JAVA_INT);
    private static final MethodHandle ABORT = Native.function("virDomainAbortJob", ADDRESS);
    private static final MethodHandle SET_DOWNTIME = Native.function("virDomainMigrateSetMaxDowntime", ADDRESS,
            JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle SET_SPEED = Native.function("virDomainMigrateSetMaxSpeed", ADDRESS, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle START_POSTCOPY = Native.function("virDomainMigrateStartPostCopy", ADDRESS,
            JAVA_INT);
    private static final MethodHandle START_DIRTY_RATE = Native.function("virDomainStartDirtyRateCalc", ADDRESS,
            JAVA_INT,
            JAVA_INT);

    private final MemorySegment domain;

    MigrationJob(MemorySegment domain) {
        this.domain = domain;
    }

    /**
     * virDomainMigrateToURI3: returns when the migration has ended, so give it a platform thread of its own. With
     * PEER2PEER the source's daemon drives it and goes on if this process dies.
     *
     * @param params virDomainMigrate parameters: migrate_uri, destination_xml, migrate_disks, bandwidth ...
     */
    public void toUri(String uri, TypedParams params, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Native.count(TO_URI3, domain, arena.allocateFrom(uri), params.array(), params.size(), flags);
        }
    }

    /** The running job (virDomainGetJobStats). */
    public JobStats stats() {
        return stats(0);
    }

    /** The last job that ended, kept for the next who asks. */
    public JobStats completedStats() {
        return stats(COMPLETED | KEEP_COMPLETED);
    }

    private JobStats stats(int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment type = arena.allocate(JAVA_INT);
            MemorySegment params = arena.allocate(ADDRESS);
            MemorySegment count = arena.allocate(JAVA_INT);
            Native.count(STATS, domain, type, params, count, flags);
            Map<String, Object> values = TypedParams.take(params.get(ADDRESS, 0), count.get(JAVA_INT, 0));
            return new JobStats(type.get(JAVA_INT, 0), values);
        }
    }

    /** virDomainAbortJob. */
    public void abort() {
        Native.count(ABORT, domain);
    }

    /** virDomainMigrateSetMaxDowntime; may be changed while the migration runs. */
    public void maxDowntimeMillis(long millis) {
        Native.count(SET_DOWNTIME, domain, millis, 0);
    }

    /** virDomainMigrateSetMaxSpeed, for the memory; may be changed while the migration runs. */
    public void maxSpeedMiBPerSecond(long mebibytes) {
        Native.count(SET_SPEED, domain, mebibytes, 0);
    }

    /** virDomainMigrateStartPostCopy; the migration must have been begun with POSTCOPY. */
    public void startPostCopy() {
        Native.count(START_POSTCOPY, domain, 0);
    }

    /** virDomainStartDirtyRateCalc; the result appears in the bulk statistics after so many seconds. */
    public void startDirtyRate(int seconds, int flags) {
        Native.count(START_DIRTY_RATE, domain, seconds, flags);
    }
}
