package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A blocking virStream, for one transfer. */
final class Stream implements AutoCloseable {
    private static final MethodHandle NEW = Native.function("virStreamNew", ADDRESS, JAVA_INT);
    private static final MethodHandle SEND = Native.function("virStreamSend", ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle RECEIVE = Native.function("virStreamRecv", ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle FINISH = Native.function("virStreamFinish", ADDRESS);
    private static final MethodHandle ABORT = Native.function("virStreamAbort", ADDRESS);
    private static final MethodHandle FREE = Native.function("virStreamFree", ADDRESS);
    /** libvirt's own limit for one message of a stream (VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX). */
    private static final int CHUNK_BYTES = 262_120;

    private final MemorySegment handle;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(CHUNK_BYTES);
    private boolean finished;

    private Stream(MemorySegment handle) {
        this.handle = handle;
    }

    static Stream on(MemorySegment connection) {
        return new Stream(Native.pointer(NEW, connection, 0));
    }

    MemorySegment handle() {
        return handle;
    }

    void receive(WritableByteChannel to) throws IOException {
        int read = Native.count(RECEIVE, handle, buffer, (long) CHUNK_BYTES);
        while (read > 0) {
            ByteBuffer bytes = buffer.asSlice(0, read).asByteBuffer();
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            read = Native.count(RECEIVE, handle, buffer, (long) CHUNK_BYTES);
        }
        finish();
    }

    void send(ReadableByteChannel from) throws IOException {
        ByteBuffer bytes = buffer.asByteBuffer();
        while (from.read(bytes) >= 0) {
            sendAll(bytes.position());
            bytes.clear();
        }
        finish();
    }

    private void sendAll(int count) {
        int sent = 0;
        while (sent < count) {
            sent += Native.count(SEND, handle, buffer.asSlice(sent), (long) (count - sent));
        }
    }

    private void finish() {
        finished = true;
        Native.count(FINISH, handle);
    }

    @Override
    public void close() {
        if (!finished) {
            var _ = Native.number(ABORT, handle);
        }
        var _ = Native.number(FREE, handle);
        arena.close();
    }
}
