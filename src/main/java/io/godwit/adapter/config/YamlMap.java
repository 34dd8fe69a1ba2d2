package io.godwit.adapter.config;

import io.godwit.model.GodwitException.Misuse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file. What is not there, or is null there, is null here; what is there in another form is a problem
 * that names its line.
 *
 * @param problem makes the error of a sentence
 */
record YamlMap(Map<String, Node> values, Function<String, Misuse> problem) {
    YamlMap {
        values = Map.copyOf(values);
    }

    /** The same with every key known, and none twice. */
    static YamlMap of(Node node, Function<String, Misuse> problem, List<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem.apply(line(node) + "there should be the keys " + String.join(", ", known));
        }
        Map<String, Node> values = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "a key that is no text";
            if (!known.contains(key)) {
                throw problem.apply(line(entry.getKeyNode()) + "unknown key '" + key + "'; the keys here are "
                        + String.join(", ", known));
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw problem.apply(line(entry.getKeyNode()) + "'" + key + "' stands there twice");
            }
        }
        return new YamlMap(values, problem);
    }

    @Nullable
    String text(String key) {
        return text(key, values.get(key));
    }

    private @Nullable String text(String key, @Nullable Node node) {
        return switch (present(node)) {
            case null -> null;
            case ScalarNode scalar -> scalar.getValue();
            case Node other -> throw problem.apply(line(other) + key + " should be a text");
        };
    }

    @Nullable
    Boolean truth(String key) {
        return switch (text(key)) {
            case null -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            case String other -> throw problem.apply(
                    line(values.get(key)) + key + ": '" + other + "' is neither true nor false");
        };
    }

    @Nullable
    Integer number(String key) {
        try {
            return Optional.ofNullable(text(key)).map(Integer::valueOf).orElse(null);
        } catch (NumberFormatException e) {
            throw problem.apply(line(values.get(key)) + key + ": '" + text(key) + "' is not a whole number");
        }
    }

    @Nullable
    List<@Nullable String> texts(String key) {
        return list(key, node -> text(key, node));
    }

    <T> @Nullable List<@Nullable T> maps(String key, List<String> known, Function<YamlMap, T> read) {
        return list(key, node -> read.apply(of(node, problem, known)));
    }

    /** Texts by keys of the file's own choice. */
    @Nullable
    Map<String, @Nullable String> named(String key) {
        return switch (present(values.get(key))) {
            case null -> null;
            case MappingNode mapping -> {
                Map<String, @Nullable String> named = new HashMap<>();
                mapping.getValue().forEach(entry -> named.put(String.valueOf(text(key, entry.getKeyNode())),
                        text(key, entry.getValueNode())));
                yield named;
            }
            case Node other -> throw problem.apply(line(other) + key + " should be names with a text each");
        };
    }

    private <T> @Nullable List<@Nullable T> list(String key, Function<Node, @Nullable T> read) {
        return switch (present(values.get(key))) {
            case null -> null;
            case SequenceNode sequence -> {
                List<@Nullable T> entries = new ArrayList<>();
                sequence.getValue().forEach(entry -> entries.add(present(entry) == null ? null : read.apply(entry)));
                yield entries;
            }
            case Node other -> throw problem.apply(line(other) + key + " should be a list");
        };
    }

    private static @Nullable Node present(@Nullable Node node) {
        return node == null || node.getTag().equals(Tag.NULL) ? null : node;
    }

    private static String line(@Nullable Node node) {
        return line(Optional.ofNullable(node).flatMap(Node::getStartMark));
    }

    /** The beginning of a sentence about that place. */
    static String line(Optional<Mark> place) {
        return place.map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
    }
}
