package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** A folder of images. */
public final class StoragePool implements AutoCloseable {
    private static final MethodHandle FREE = Native.function("virStoragePoolFree", ADDRESS);
    private static final MethodHandle REFRESH = Native.function("virStoragePoolRefresh", ADDRESS, JAVA_INT);
    private static final MethodHandle INFO = Native.function("virStoragePoolGetInfo", ADDRESS, ADDRESS);
    private static final MethodHandle XML = Native.function("virStoragePoolGetXMLDesc", ADDRESS, JAVA_INT);
    private static final MethodHandle VOLUMES = Native.function("virStoragePoolListAllVolumes", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle VOLUME_BY_NAME = Native.function("virStorageVolLookupByName", ADDRESS, ADDRESS);
    private static final MethodHandle CREATE_VOLUME = Native.function("virStorageVolCreateXML", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle DESTROY = Native.function("virStoragePoolDestroy", ADDRESS);

    private static final int INFO_BYTES = 32;
    private static final long AVAILABLE_AT = 24;

    private final MemorySegment handle;

    StoragePool(MemorySegment handle) {
        this.handle = handle;
    }

    /** virStoragePoolRefresh: looks at the folder again. */
    public void refresh() {
        Native.count(REFRESH, handle, 0);
    }

    /** virStoragePoolGetInfo: bytes that are free. */
    public long availableBytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO_BYTES, 8);
            Native.count(INFO, handle, info);
            return info.get(JAVA_LONG, AVAILABLE_AT);
        }
    }

    /** virStoragePoolGetXMLDesc. */
    public String xml() {
        return Native.owned(Native.pointer(XML, handle, 0));
    }

    /** virStoragePoolListAllVolumes; close each. */
    public List<StorageVolume> volumes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ADDRESS);
            int count = Native.count(VOLUMES, handle, holder, 0);
            return Native.takeArray(holder, count).stream().map(StorageVolume::new).toList();
        }
    }

    /** virStorageVolLookupByName, among those that the last refresh saw. */
    public Optional<StorageVolume> volume(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return Optional.of(new StorageVolume(Native.pointer(VOLUME_BY_NAME, handle, arena.allocateFrom(name))));
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.NO_STORAGE_VOL)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** virStorageVolCreateXML. */
    public StorageVolume createVolume(String xml) {
        try (Arena arena = Arena.ofConfined()) {
            return new StorageVolume(Native.pointer(CREATE_VOLUME, handle, arena.allocateFrom(xml), 0));
        }
    }

    /** virStoragePoolDestroy: stops the pool; its files stay. */
    public void stop() {
        Native.count(DESTROY, handle);
    }

    @Override
    public void close() {
        var _ = Native.number(FREE, handle);
    }
}
