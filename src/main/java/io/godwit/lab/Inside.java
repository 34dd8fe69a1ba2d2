package io.godwit.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Connections that begin inside a lab's network, for a program that is outside: a thread enters the namespace (setns(2)),
 * opens the connection, and ends. A socket stays in the network that it was opened in, whichever thread uses it then.
 */
public final class Inside {
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY = 0;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS = function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private Inside() {}

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** The namespace from which a lab's guests are reached, where this is the cluster file of a lab that is up. */
    public static Optional<String> namespaceOf(Path clusterFile) {
        return Optional.ofNullable(clusterFile.toAbsolutePath().getParent())
                .filter(lab -> LabState.read(lab).isPresent())
                .map(lab -> new LabHost(String.valueOf(lab.getFileName()), "client", LabHost.Role.CLIENT, ""))
                .map(LabHost::namespace);
    }

    /**
     * Connects by TCP from inside a network namespace.
     *
     * @param namespace as {@link LabHost#namespace} names it
     * @throws IOException where the namespace cannot be entered (only root can) or nobody answers
     */
    public static Socket connect(String namespace, String host, int port, Duration within) throws IOException {
        CompletableFuture<Socket> result = new CompletableFuture<>();
        // A platform thread of its own, for a namespace is a thread's: it takes the namespace with it when it ends.
        Thread.ofPlatform().daemon().name("inside-" + namespace).start(() -> {
            try {
                enter(namespace);
                result.complete(open(host, port, within));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    private static Socket open(String host, int port, Duration within) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(within.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void enter(String namespace) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(NAMESPACES.resolve(namespace).toString());
            int file = (int) OPEN.invokeExact(path, O_RDONLY);
            int entered = file < 0 ? file : (int) SETNS.invokeExact(file, CLONE_NEWNET);
            if (file >= 0) {
                int _ = (int) CLOSE.invokeExact(file);
            }
            if (entered != 0) {
                throw new IOException(
                        "the network namespace " + namespace + " cannot be entered; is the lab up, and is "
                                + "this root?");
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the network namespace " + namespace + " cannot be entered: " + e, e);
        }
    }
}
