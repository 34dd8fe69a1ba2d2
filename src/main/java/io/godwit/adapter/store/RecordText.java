package io.godwit.adapter.store;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as JSON, component by component. A record of a sealed interface also says its own simple name, in the property
 * that the interface has here. Times and ids are written as their text forms.
 *
 * @param factory writes the text
 * @param sealed the property of each sealed interface
 */
record RecordText(JsonFactory factory, Map<Class<?>, String> sealed) {
    RecordText {
        sealed = Map.copyOf(sealed);
    }

    String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, value);
        }
        return text.toString();
    }

    private void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Optional<?> optional -> write(out, optional.orElse(null));
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Enum<?> constant -> out.writeString(constant.name());
            case Map<?, ?> map -> writeEntries(out, map);
            case Collection<?> entries -> writeAll(out, entries);
            case Record fields -> writeFields(out, fields);
            case Object text -> out.writeString(text.toString());
        }
    }

    private void writeEntries(JsonGenerator out, Map<?, ?> map) {
        out.writeStartObject();
        map.forEach((key, value) -> {
            out.writeName(key.toString());
            write(out, value);
        });
        out.writeEndObject();
    }

    private void writeAll(JsonGenerator out, Collection<?> entries) {
        out.writeStartArray();
        entries.forEach(entry -> write(out, entry));
        out.writeEndArray();
    }

    private void writeFields(JsonGenerator out, Record fields) {
        Class<?> type = fields.getClass();
        out.writeStartObject();
        Arrays.stream(type.getInterfaces()).filter(sealed::containsKey).findFirst()
                .ifPresent(named -> out.writeStringProperty(sealed.get(named), type.getSimpleName()));
        RecordShape.of(type).values(fields).forEach((name, value) -> {
            out.writeName(name);
            write(out, value);
        });
        out.writeEndObject();
    }
}
