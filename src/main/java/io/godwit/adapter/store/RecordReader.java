package io.godwit.adapter.store;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what RecordText writes. What a text does not have is empty, zero or null for the record's constructor to see to, and
 * what a record does not have is left out: so the texts of earlier versions can be read.
 *
 * @param factory reads the text
 * @param sealed the property of each sealed interface that says which of its records an object is
 */
record RecordReader(JsonFactory factory, Map<Class<?>, String> sealed) {
    /** What is written as its text form; a double where JSON has no number for it. */
    private static final Map<Class<?>, Function<String, Object>> PARSED = Map.of(Duration.class, Duration::parse,
            Instant.class, Instant::parse, UUID.class, UUID::fromString, double.class, Double::valueOf);

    RecordReader {
        sealed = Map.copyOf(sealed);
    }

    <T> T read(String text, Class<T> type) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return type.cast(Objects.requireNonNull(shaped(type, value(parser))));
        }
    }

    /** As text, number, truth, map, list or null. */
    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> entries(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> entries(JsonParser parser) {
        List<@Nullable Object> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entries.add(value(parser));
        }
        return entries;
    }

    private @Nullable Object shaped(Type type, @Nullable Object value) {
        return type instanceof ParameterizedType generic ? collected(generic, value) : single((Class<?>) type, value);
    }

    private @Nullable Object collected(ParameterizedType type, @Nullable Object value) {
        Type element = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (type.getRawType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.ofNullable(shaped(element, value));
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> shaped = new LinkedHashMap<>();
                map.forEach((key, entry) -> shaped.put(key, shaped(element, entry)));
                yield shaped;
            }
            case List<?> list -> {
                List<@Nullable Object> shaped = new ArrayList<>();
                list.forEach(entry -> shaped.add(shaped(element, entry)));
                yield type.getRawType() == Set.class ? new HashSet<>(shaped) : shaped;
            }
            case null -> null;
            default -> throw new IllegalStateException("the journal has " + value + " in the place of a " + type);
        };
    }

    private @Nullable Object single(Class<?> type, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> fields -> made(type, fields);
            case String text -> parsed(type, text);
            case Number number -> sized(type, number);
            case null -> missing(type);
            default -> value;
        };
    }

    private Object made(Class<?> type, Map<?, ?> fields) {
        Class<?> record = sealed.containsKey(type) ? RecordShape.named(type, fields.get(sealed.get(type))) : type;
        return RecordShape.of(record).make(
                component -> shaped(component.getGenericType(), fields.get(component.getName())));
    }

    private static Object parsed(Class<?> type, String text) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(each -> ((Enum<?>) each).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "the journal has a " + type.getSimpleName() + " that this version does not know: " + text));
        }
        return PARSED.getOrDefault(type, word -> word).apply(text);
    }

    private static Object sized(Class<?> type, Number number) {
        return switch (type.getName()) {
            case "int" -> number.intValue();
            case "double" -> number.doubleValue();
            default -> number.longValue();
        };
    }

    /** What an array of the type has before it is filled: zero, false or null. */
    private static @Nullable Object missing(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
