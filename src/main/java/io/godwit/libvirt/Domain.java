package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A VM on one host: running, defined, or both. Its jobs are in {@link MigrationJob} and {@link BlockJob}. */
public final class Domain implements AutoCloseable {
    /** virDomainXMLFlags. */
    public static final int XML_INACTIVE = 2;
    public static final int XML_MIGRATABLE = 8;
    /** virDomainUndefineFlagsValues: with the NVRAM file, which lies on the host. */
    public static final int UNDEFINE_KEEP_NVRAM = 8;

    private static final MethodHandle FREE = Native.function("virDomainFree", ADDRESS);
    private static final MethodHandle NAME = Native.function("virDomainGetName", ADDRESS);
    private static final MethodHandle UUID_STRING = Native.function("virDomainGetUUIDString", ADDRESS, ADDRESS);
    private static final MethodHandle IS_PERSISTENT = Native.function("virDomainIsPersistent", ADDRESS);
    private static final MethodHandle STATE = Native.function("virDomainGetState", ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle XML = Native.function("virDomainGetXMLDesc", ADDRESS, JAVA_INT);
    private static final MethodHandle SNAPSHOTS = Native.function("virDomainSnapshotNum", ADDRESS, JAVA_INT);
    private static final MethodHandle CHECKPOINTS = Native.function("virDomainListAllCheckpoints", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle BLOCK_INFO = Native.function("virDomainGetBlockInfo", ADDRESS, ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle BLOCK_RESIZE = Native.function("virDomainBlockResize", ADDRESS, ADDRESS,
            JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle START = Native.function("virDomainCreate", ADDRESS);
    private static final MethodHandle DESTROY = Native.function("virDomainDestroy", ADDRESS);
    private static final MethodHandle SUSPEND = Native.function("virDomainSuspend", ADDRESS);
    private static final MethodHandle RESUME = Native.function("virDomainResume", ADDRESS);
    private static final MethodHandle UNDEFINE = Native.function("virDomainUndefineFlags", ADDRESS, JAVA_INT);

    private static final MethodHandle BLOCK_STATS = Native.function("virDomainBlockStatsFlags", ADDRESS, ADDRESS,
            ADDRESS,
            ADDRESS, JAVA_INT);
    private static final MethodHandle SET_METADATA = Native.function("virDomainSetMetadata", ADDRESS, JAVA_INT, ADDRESS,
            ADDRESS, ADDRESS, JAVA_INT);

    private static final int METADATA_ELEMENT = 2;
    private static final int AFFECT_LIVE = 1;
    private static final int UUID_CHARS = 37;
    private static final int RESIZE_BYTES = 1;

    private final MemorySegment handle;

    Domain(MemorySegment handle) {
        this.handle = handle;
    }

    /** virDomainGetName. */
    public String name() {
        return Native.borrowed(Native.pointer(NAME, handle));
    }

    /** virDomainGetUUIDString. */
    public UUID uuid() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(JAVA_BYTE, UUID_CHARS);
            Native.count(UUID_STRING, handle, text);
            return UUID.fromString(text.getString(0));
        }
    }

    /** virDomainIsPersistent: whether it has a stored definition. */
    public boolean isPersistent() {
        return Native.count(IS_PERSISTENT, handle) == 1;
    }

    /** virDomainGetState. */
    public DomainState state() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(JAVA_INT);
            MemorySegment reason = arena.allocate(JAVA_INT);
            Native.count(STATE, handle, state, reason, 0);
            return new DomainState(state.get(JAVA_INT, 0), reason.get(JAVA_INT, 0));
        }
    }

    /** virDomainGetXMLDesc; flags are the XML_ constants. */
    public String xml(int flags) {
        return Native.owned(Native.pointer(XML, handle, flags));
    }

    /** virDomainSetMetadata, of the running VM: an element under a namespace; empty takes it away. */
    public void liveMetadata(String prefix, String namespace, Optional<String> element) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = element.map(arena::allocateFrom).orElse(MemorySegment.NULL);
            Native.count(SET_METADATA, handle, METADATA_ELEMENT, text, arena.allocateFrom(prefix),
                    arena.allocateFrom(namespace), AFFECT_LIVE);
        }
    }

    /** virDomainBlockStatsFlags: a disk's counters by libvirt's names. */
    public Map<String, Object> blockStats(String disk) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            MemorySegment name = arena.allocateFrom(disk);
            Native.count(BLOCK_STATS, handle, name, MemorySegment.NULL, count, 0);
            MemorySegment params = arena.allocate(TypedParams.STRUCT_BYTES * count.get(JAVA_INT, 0));
            Native.count(BLOCK_STATS, handle, name, params, count, 0);
            return TypedParams.decode(params, count.get(JAVA_INT, 0));
        }
    }

    /** virDomainSnapshotNum. */
    public int snapshots() {
        return Native.count(SNAPSHOTS, handle, 0);
    }

    /** virDomainListAllCheckpoints, counted. */
    public int checkpoints() {
        return Native.count(CHECKPOINTS, handle, MemorySegment.NULL, 0);
    }

    /** The size that the guest sees (virDomainGetBlockInfo), bytes. */
    public long capacityBytes(String disk) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(JAVA_LONG, 3);
            Native.count(BLOCK_INFO, handle, arena.allocateFrom(disk), info, 0);
            return info.getAtIndex(JAVA_LONG, 0);
        }
    }

    /** virDomainBlockResize. */
    public void resize(String disk, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            Native.count(BLOCK_RESIZE, handle, arena.allocateFrom(disk), bytes, RESIZE_BYTES);
        }
    }

    /** virDomainCreate: starts a defined VM. */
    public void start() {
        Native.count(START, handle);
    }

    /** virDomainDestroy: power off at once. */
    public void destroy() {
        Native.count(DESTROY, handle);
    }

    /** virDomainSuspend. */
    public void suspend() {
        Native.count(SUSPEND, handle);
    }

    /** virDomainResume. */
    public void resume() {
        Native.count(RESUME, handle);
    }

    /** virDomainUndefineFlags: forgets the stored definition. */
    public void undefine(int flags) {
        Native.count(UNDEFINE, handle, flags);
    }

    public MigrationJob migration() {
        return new MigrationJob(handle);
    }

    public BlockJob blockJob(String disk) {
        return new BlockJob(handle, disk);
    }

    /** The running block job of a disk, if it has one. */
    public Optional<BlockJob.Info> blockJobInfo(String disk) {
        return blockJob(disk).info();
    }

    @Override
    public void close() {
        var _ = Native.number(FREE, handle);
    }
}
