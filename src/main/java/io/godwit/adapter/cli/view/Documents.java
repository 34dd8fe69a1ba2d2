package io.godwit.adapter.cli.view;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Records as JSON or YAML: times in ISO 8601, units in the names. Mappers are made when asked for: most runs need none. */
public final class Documents {
    public String json(Object value) {
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(value);
    }

    /** On one line: for watching, an object a line. */
    public String jsonLine(Object value) {
        return JsonMapper.builder().build().writeValueAsString(value);
    }

    public String yaml(Object value) {
        return YAMLMapper.builder().build().writeValueAsString(value).stripTrailing();
    }

    public String write(Format format, Object value) {
        return format == Format.yaml ? yaml(value) : json(value);
    }
}
