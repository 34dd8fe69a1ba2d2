package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.Serving;
import io.godwit.port.Shells;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the servers of a pair are to an export. Each is asked only once what Pacemaker calls it: that is dear, and stays. */
final class Servings {
    private final ServingReader reader;
    private final Map<String, String> nodes = new ConcurrentHashMap<>();

    Servings(Shells shells) {
        this.reader = new ServingReader(shells);
    }

    /** Empty where it does not answer: that is not the same as "it does not serve". */
    Optional<Serving> read(String nas, FloatingExport export) {
        Optional<Serving> serving = reader.read(nas, export, nodes.getOrDefault(nas, ""));
        serving.map(Serving::node).filter(node -> !node.isEmpty()).ifPresent(node -> nodes.put(nas, node));
        return serving;
    }

    /** All servers, asked at once. */
    Map<String, Optional<Serving>> read(FloatingExport export) {
        Map<String, Optional<Serving>> read = new ConcurrentHashMap<>();
        List<Thread> threads = export.servers().stream()
                .map(nas -> Thread.ofVirtual().start(() -> read.put(nas, read(nas, export)))).toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return read;
    }
}
