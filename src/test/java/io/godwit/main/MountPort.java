package io.godwit.main;

import io.godwit.lab.Inside;
import io.godwit.lab.LabHost;
import io.godwit.model.Nas;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a server's rpcbind all the time for the port of MOUNT, as a client does that mounts with NFS version 3 (RFC 1833, PMAPPROC_GETPORT). */
final class MountPort implements AutoCloseable {
    private static final int RPCBIND_PORT = 111;
    private static final int LAST_FRAGMENT = 0x80000000;
    /** Transaction, call, RPC 2, portmapper version 2, GETPORT, no credentials, no verifier; then MOUNT version 3 by TCP. */
    private static final int[] QUESTION = {1, 0, 2, 100_000, 2, 3, 0, 0, 0, 0, 100_005, 3, 6, 0};
    private final Socket socket;
    private final CompletableFuture<Answers> answers;
    private volatile boolean closed;

    /** How many were given, and how many of them said that there is no such program. */
    record Answers(int given, int none) {}

    MountPort(LabHost client, Nas nas) {
        try {
            socket = Inside.connect(client.namespace(), nas.addresses().getFirst(), RPCBIND_PORT,
                    Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers = CompletableFuture.supplyAsync(this::watch);
    }

    private Answers watch() {
        int given = 0;
        int none = 0;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (!closed) {
                given++;
                none += port(out, in) == 0 ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answers(given, none);
    }

    private static int port(DataOutputStream out, DataInputStream in) throws IOException {
        out.writeInt(LAST_FRAGMENT | QUESTION.length * Integer.BYTES);
        for (int word : QUESTION) {
            out.writeInt(word);
        }
        out.flush();
        byte[] answer = in.readNBytes(in.readInt() & ~LAST_FRAGMENT);
        return ByteBuffer.wrap(answer).getInt(answer.length - Integer.BYTES);
    }

    Answers answers() {
        closed = true;
        return answers.join();
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
