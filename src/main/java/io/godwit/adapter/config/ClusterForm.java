package io.godwit.adapter.config;

import io.godwit.model.GodwitException.Misuse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The cluster file as it is written: every key that it may have, and nothing checked but the form of the values. */
record ClusterForm(@Nullable String state, @Nullable String maxFreeze,
        @Nullable List<@Nullable HypervisorForm> hypervisors,
        @Nullable List<@Nullable NasForm> nas, @Nullable Map<String, @Nullable String> desktops,
        @Nullable List<@Nullable PairForm> nasPairs) {
    record HypervisorForm(@Nullable String name, @Nullable String uri, @Nullable String peerUri,
            @Nullable String migrationAddress) {
        private static final List<String> KEYS = List.of("name", "uri", "peerUri", "migrationAddress");

        private static HypervisorForm of(YamlMap map) {
            return new HypervisorForm(map.text("name"), map.text("uri"), map.text("peerUri"),
                    map.text("migrationAddress"));
        }
    }

    record NasForm(@Nullable String name, @Nullable List<@Nullable String> addresses, @Nullable String libvirt,
            @Nullable List<@Nullable ExportForm> exports, @Nullable String shell) {
        private static final List<String> KEYS = List.of("name", "addresses", "libvirt", "exports", "shell");

        private static NasForm of(YamlMap map) {
            return new NasForm(map.text("name"), map.texts("addresses"), map.text("libvirt"),
                    map.maps("exports", ExportForm.KEYS, ExportForm::of), map.text("shell"));
        }
    }

    record ExportForm(@Nullable String path, @Nullable String folder, @Nullable String mount,
            @Nullable Boolean vouchedShared, @Nullable String name, @Nullable String address, @Nullable String pair) {
        private static final List<String> KEYS = List.of("path", "folder", "mount", "vouchedShared", "name", "address",
                "pair");

        private static ExportForm of(YamlMap map) {
            return new ExportForm(map.text("path"), map.text("folder"), map.text("mount"), map.truth("vouchedShared"),
                    map.text("name"), map.text("address"), map.text("pair"));
        }
    }

    record PairForm(@Nullable String name, @Nullable String kind, @Nullable List<@Nullable String> nas,
            @Nullable String server, @Nullable String device, @Nullable Integer prefix) {
        private static final List<String> KEYS = List.of("name", "kind", "nas", "server", "device", "prefix");

        private static PairForm of(YamlMap map) {
            return new PairForm(map.text("name"), map.text("kind"), map.texts("nas"), map.text("server"),
                    map.text("device"), map.number("prefix"));
        }
    }

    private static final List<String> KEYS = List.of("state", "maxFreeze", "hypervisors", "nas", "desktops",
            "nasPairs");

    private static ClusterForm of(YamlMap map) {
        return new ClusterForm(map.text("state"), map.text("maxFreeze"),
                map.maps("hypervisors", HypervisorForm.KEYS, HypervisorForm::of),
                map.maps("nas", NasForm.KEYS, NasForm::of), map.named("desktops"),
                map.maps("nasPairs", PairForm.KEYS, PairForm::of));
    }

    /**
     * Reads it.
     *
     * @return empty where nothing stands there
     * @throws Misuse with the line, where it is no YAML, a key is unknown or a value has another form
     */
    static Optional<ClusterForm> read(String text, Function<String, Misuse> problem) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            return new Compose(settings).composeString(text).map(node -> of(YamlMap.of(node, problem, KEYS)));
        } catch (MarkedYamlEngineException e) {
            throw problem.apply(YamlMap.line(e.getProblemMark()) + e.getProblem());
        } catch (YamlEngineException e) {
            throw problem.apply(String.valueOf(e.getMessage()));
        } catch (IndexOutOfBoundsException e) {
            // SnakeYAML on half a surrogate at the edge of its buffer.
            throw problem.apply("is not text that YAML can be");
        }
    }
}
