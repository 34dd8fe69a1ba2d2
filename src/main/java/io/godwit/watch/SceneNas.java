package io.godwit.watch;

import io.godwit.model.Nas;
import io.godwit.observe.NasView;
import java.util.List;
import java.util.Optional;

/** A NAS in the scene (openapi.yaml). */
public record SceneNas(String name, boolean reachable, Optional<String> problem, List<SceneExport> exports) {
    public SceneNas {
        exports = List.copyOf(exports);
    }

    /**
     * One of its exports.
     *
     * @param freeBytes to 64 MiB, so that not every look is a change
     */
    public record SceneExport(String path, boolean reachable, Optional<Long> freeBytes, Optional<Integer> images,
            Optional<String> problem) {
        private static final long COARSE = 64L << 20;

        static SceneExport of(NasView view) {
            return switch (view) {
                case NasView.Seen seen -> new SceneExport(seen.export().path(), true,
                        Optional.of(seen.free().count() / COARSE * COARSE), Optional.of(seen.images().size()),
                        Optional.empty());
                case NasView.Unseen unseen -> new SceneExport(unseen.export().path(), false, Optional.empty(),
                        Optional.empty(), Optional.of(unseen.why()));
            };
        }
    }

    static SceneNas of(Nas nas, List<NasView> views) {
        List<SceneExport> exports = views.stream().map(SceneExport::of).toList();
        return new SceneNas(nas.name(), exports.stream().allMatch(SceneExport::reachable),
                exports.stream().flatMap(export -> export.problem().stream()).findFirst(), exports);
    }
}
