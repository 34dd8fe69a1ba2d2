package io.godwit.adapter.nas;

import io.godwit.model.GodwitException.Unreachable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The first process of a host that is a namespace, by its number outside. It is found once and proved each time: a host of the lab
 * that was started anew has another.
 */
final class FirstProcesses {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path NETWORKS = Path.of("/run/netns");
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    /**
     * The process that has number 1 inside.
     *
     * @throws Unreachable where none runs
     */
    long of(String network) {
        return Optional.ofNullable(known.get(network)).filter(pid -> isFirst(pid, network))
                .orElseGet(() -> found(network));
    }

    private long found(String network) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            long pid = StreamSupport.stream(all.spliterator(), false)
                    .mapToLong(process -> Long.parseLong(process.getFileName().toString()))
                    .filter(process -> isFirst(process, network)).findFirst()
                    .orElseThrow(() -> new Unreachable(network + " does not run"));
            known.put(network, pid);
            return pid;
        } catch (IOException e) {
            throw new Unreachable(network, "its namespace cannot be entered: " + e.getMessage(), e);
        }
    }

    private static boolean isFirst(long pid, String network) {
        Path process = PROCESSES.resolve(Long.toString(pid));
        try {
            return Files.isSameFile(process.resolve("ns/net"), NETWORKS.resolve(network))
                    && Files.readAllLines(process.resolve("status")).stream()
                            .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t1"));
        } catch (IOException e) {
            return false;
        }
    }
}
