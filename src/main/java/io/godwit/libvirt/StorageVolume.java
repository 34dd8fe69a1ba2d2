package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** One image in a pool. */
public final class StorageVolume implements AutoCloseable {
    private static final MethodHandle FREE = Native.function("virStorageVolFree", ADDRESS);
    private static final MethodHandle NAME = Native.function("virStorageVolGetName", ADDRESS);
    private static final MethodHandle PATH = Native.function("virStorageVolGetPath", ADDRESS);
    private static final MethodHandle XML = Native.function("virStorageVolGetXMLDesc", ADDRESS, JAVA_INT);
    private static final MethodHandle DELETE = Native.function("virStorageVolDelete", ADDRESS, JAVA_INT);
    private static final MethodHandle UPLOAD = Native.function("virStorageVolUpload", ADDRESS, ADDRESS, JAVA_LONG,
            JAVA_LONG, JAVA_INT);
    private static final MethodHandle DOWNLOAD = Native.function("virStorageVolDownload", ADDRESS, ADDRESS, JAVA_LONG,
            JAVA_LONG, JAVA_INT);

    private final MemorySegment handle;

    StorageVolume(MemorySegment handle) {
        this.handle = handle;
    }

    /** virStorageVolGetName. */
    public String name() {
        return Native.borrowed(Native.pointer(NAME, handle));
    }

    /** virStorageVolGetPath. */
    public String path() {
        return Native.owned(Native.pointer(PATH, handle));
    }

    /** virStorageVolGetXMLDesc: looks at the file again; sizes, format, time stamps to the nanosecond. */
    public String xml() {
        return Native.owned(Native.pointer(XML, handle, 0));
    }

    /** virStorageVolDelete. */
    public void delete() {
        Native.count(DELETE, handle, 0);
    }

    /**
     * virStorageVolDownload: the file's bytes.
     *
     * @throws IOException where the channel does not take them
     */
    public void download(Connection connection, WritableByteChannel to) throws IOException {
        try (Stream stream = connection.stream()) {
            Native.count(DOWNLOAD, handle, stream.handle(), 0L, 0L, 0);
            stream.receive(to);
        }
    }

    /**
     * virStorageVolUpload: writes the file's bytes from its start.
     *
     * @throws IOException where the channel does not give them
     */
    public void upload(Connection connection, ReadableByteChannel from) throws IOException {
        try (Stream stream = connection.stream()) {
            Native.count(UPLOAD, handle, stream.handle(), 0L, 0L, 0);
            stream.send(from);
        }
    }

    /** virStorageVolUpload: writes one byte, a zero, which may lie behind the file's end. */
    public void zeroAt(Connection connection, long offset) throws IOException {
        try (Stream stream = connection.stream()) {
            Native.count(UPLOAD, handle, stream.handle(), offset, 1L, 0);
            stream.send(Channels.newChannel(new ByteArrayInputStream(new byte[1])));
        }
    }

    @Override
    public void close() {
        var _ = Native.number(FREE, handle);
    }
}
