package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The block job of one disk. */
public final class BlockJob {
    /** virDomainBlockCopyFlags. */
    public static final int COPY_SHALLOW = 1;
    public static final int COPY_REUSE_EXT = 1 << 1;
    public static final int COPY_TRANSIENT_JOB = 1 << 2;
    public static final int COPY_SYNCHRONOUS_WRITES = 1 << 3;

    /** virDomainBlockJobAbortFlags. */
    private static final int ABORT_ASYNC = 1;
    private static final int ABORT_PIVOT = 2;

    /** struct _virDomainBlockJobInfo. */
    private static final StructLayout INFO = MemoryLayout.structLayout(JAVA_INT.withName("type"),
            MemoryLayout.paddingLayout(4), JAVA_LONG.withName("bandwidth"), JAVA_LONG.withName("current"),
            JAVA_LONG.withName("end"));

    private static final MethodHandle COPY = Native.function("virDomainBlockCopy", ADDRESS, ADDRESS, ADDRESS, ADDRESS,
            JAVA_INT, JAVA_INT);
    private static final MethodHandle ABORT = Native.function("virDomainBlockJobAbort", ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle GET_INFO = Native.function("virDomainGetBlockJobInfo", ADDRESS, ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle SET_SPEED = Native.function("virDomainBlockJobSetSpeed", ADDRESS, ADDRESS,
            JAVA_LONG,
            JAVA_INT);

    private final MemorySegment domain;
    private final String disk;

    BlockJob(MemorySegment domain, String disk) {
        this.domain = domain;
        this.disk = disk;
    }

    /**
     * virDomainGetBlockJobInfo.
     *
     * @param type virDomainBlockJobType: 1 pull, 2 copy, 3 commit, 4 active commit, 5 backup
     * @param bandwidth MiB per second; 0 is unlimited
     * @param current bytes done; it grows with what the guest writes, and so does end
     * @param end bytes in all; a copy is in step where current equals end and end is above 0
     */
    public record Info(int type, long bandwidth, long current, long end) {
        public String typeWord() {
            return switch (type) {
                case 1 -> "pull";
                case 2 -> "copy";
                case 3 -> "commit";
                case 4 -> "active commit";
                case 5 -> "backup";
                default -> "type " + type;
            };
        }
    }

    /** virDomainBlockCopy: starts a copy to the image that the disk element names. */
    public void copy(String diskXml, TypedParams params, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Native.count(COPY, domain, arena.allocateFrom(disk), arena.allocateFrom(diskXml), params.array(),
                    params.size(), flags);
        }
    }

    /** Asks for the end of the job; the VM keeps the image that it had (virDomainBlockJobAbort, ASYNC: QEMU may wait for a NAS). */
    public void abort() {
        abort(ABORT_ASYNC);
    }

    /** Ends a copy that is in step by making the VM use the copy (virDomainBlockJobAbort with PIVOT). */
    public void pivot() {
        abort(ABORT_PIVOT);
    }

    private void abort(int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Native.count(ABORT, domain, arena.allocateFrom(disk), flags);
        }
    }

    /** The running job; empty where there is none. */
    public Optional<Info> info() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO);
            if (Native.count(GET_INFO, domain, arena.allocateFrom(disk), info, 0) == 0) {
                return Optional.empty();
            }
            return Optional.of(new Info(info.get(JAVA_INT, 0), info.get(JAVA_LONG, offset("bandwidth")),
                    info.get(JAVA_LONG, offset("current")), info.get(JAVA_LONG, offset("end"))));
        }
    }

    private static long offset(String field) {
        return INFO.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    /** virDomainBlockJobSetSpeed; 0 is unlimited. */
    public void speedMiBPerSecond(long mebibytes) {
        try (Arena arena = Arena.ofConfined()) {
            Native.count(SET_SPEED, domain, arena.allocateFrom(disk), mebibytes, 0);
        }
    }
}
