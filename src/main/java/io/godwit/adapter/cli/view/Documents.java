package io.godwit.adapter.cli.view;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Records as JSON or YAML: times in ISO 8601, units in the names. */
public final class Documents {
    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final JsonMapper compact = JsonMapper.builder().build();
    private final YAMLMapper yaml = YAMLMapper.builder().build();

    public String json(Object value) {
        return json.writeValueAsString(value);
    }

    /** On one line: for watching, an object a line. */
    public String jsonLine(Object value) {
        return compact.writeValueAsString(value);
    }

    public String yaml(Object value) {
        return yaml.writeValueAsString(value).stripTrailing();
    }

    public String write(Format format, Object value) {
        return format == Format.yaml ? yaml(value) : json(value);
    }
}
