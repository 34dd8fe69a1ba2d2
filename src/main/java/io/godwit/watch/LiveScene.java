package io.godwit.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Everything in the scene by its key, at one moment. */
public record LiveScene(Map<String, SceneHypervisor> hypervisors, Map<String, SceneNas> nas, Map<UUID, SceneVm> vms,
        Map<String, SceneMove> moves) {
    static final LiveScene EMPTY = new LiveScene(Map.of(), Map.of(), Map.of(), Map.of());

    /**
     * What is different in a later scene: whole objects, and the keys of those that are gone.
     *
     * @param movesGone ids
     */
    public record Change(List<SceneHypervisor> hypervisors, List<SceneNas> nas, List<SceneVm> vms,
            List<SceneMove> moves, List<UUID> vmsGone, List<String> movesGone) {
        boolean none() {
            return hypervisors.isEmpty() && nas.isEmpty() && vms.isEmpty() && moves.isEmpty() && vmsGone.isEmpty()
                    && movesGone.isEmpty();
        }
    }

    Change to(LiveScene later) {
        return new Change(changed(hypervisors, later.hypervisors), changed(nas, later.nas), changed(vms, later.vms),
                changed(moves, later.moves), gone(vms, later.vms), gone(moves, later.moves));
    }

    private static <K, V> List<V> changed(Map<K, V> before, Map<K, V> after) {
        Map<K, V> changed = new LinkedHashMap<>(after);
        changed.entrySet().removeIf(entry -> Objects.equals(before.get(entry.getKey()), entry.getValue()));
        return List.copyOf(changed.values());
    }

    private static <K, V> List<K> gone(Map<K, V> before, Map<K, V> after) {
        return before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
    }
}
