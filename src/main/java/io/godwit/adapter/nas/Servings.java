package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.Serving;
import io.godwit.port.Shells;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks all servers of a pair at once. */
record Servings(Shells shells) {
    Map<String, Optional<Serving>> read(FloatingExport export) {
        Map<String, Optional<Serving>> read = new ConcurrentHashMap<>();
        List<Thread> threads = export.servers().stream().map(nas -> Thread.ofVirtual()
                .start(() -> read.put(nas, new ServingReader(shells).read(nas, export)))).toList();
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
