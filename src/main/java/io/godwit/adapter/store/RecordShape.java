package io.godwit.adapter.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a record is taken apart and put together.
 *
 * @param constructor the canonical one
 */
record RecordShape(List<RecordComponent> components, Constructor<?> constructor) {
    private static final Map<Class<?>, RecordShape> KNOWN = new ConcurrentHashMap<>();

    RecordShape {
        components = List.copyOf(components);
    }

    static RecordShape of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, RecordShape::read);
    }

    private static RecordShape read(Class<?> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        try {
            return new RecordShape(components, type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The components' values by name, in their order. */
    Map<String, @Nullable Object> values(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        components.forEach(component -> values.put(component.getName(), value(component, record)));
        return values;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts one together.
     *
     * @param value of each component
     * @throws RuntimeException what the constructor throws
     */
    Object make(Function<RecordComponent, @Nullable Object> value) {
        try {
            return constructor.newInstance(components.stream().map(value).toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which of a sealed interface's records has this simple name. */
    static Class<?> named(Class<?> sealed, @Nullable Object name) {
        return Arrays.stream(sealed.getPermittedSubclasses()).filter(record -> record.getSimpleName().equals(name))
                .findFirst().orElseThrow(() -> new IllegalStateException(
                        "the journal has a " + sealed.getSimpleName() + " that this version does not know: " + name));
    }
}
