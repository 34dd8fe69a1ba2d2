package io.godwit.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.godwit.report.MigrationState;
import io.godwit.report.MigrationSummary;
import io.godwit.report.SampleState;
import io.godwit.report.StepState;
import io.godwit.watch.Change;
import io.godwit.watch.LiveScene;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the API has it: what is absent is left out; what comes in is bounded, and unknown fields are errors. */
public final class WebJson {
    private static final int DEPTH = 16;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_NUMBER = 40;
    private final JsonMapper mapper = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST_TEXT).maxNumberLength(LONGEST_NUMBER).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(_ -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT,
                    JsonInclude.Include.NON_ABSENT))
            .addMixIn(MigrationState.class, StateForm.class).addMixIn(Change.Step.class, StepForm.class)
            .addMixIn(LiveScene.Change.class, OnlyWhatChanged.class).addMixIn(Change.Sampled.class, SampledForm.class)
            .addMixIn(Change.Migration.class, StateForm.class)
            .build();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private interface OnlyWhatChanged {}

    private interface StateForm {
        @SuppressWarnings("unused") // Jackson reads it
        @JsonUnwrapped
        MigrationSummary summary();
    }

    private interface StepForm {
        @SuppressWarnings("unused") // Jackson reads it
        @JsonUnwrapped
        StepState step();
    }

    private interface SampledForm {
        @SuppressWarnings("unused") // Jackson reads it
        @JsonUnwrapped
        SampleState sample();
    }

    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    byte[] bytes(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /**
     * Reads a request's body.
     *
     * @throws Denied where it is not what is expected
     */
    <T> T read(byte[] body, Class<T> type) {
        try {
            T value = mapper.readValue(body, type);
            if (value == null) {
                throw malformed("the body is null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw malformed("there is no field '" + e.getPropertyName() + "'");
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw malformed("the body is not the JSON that is expected" + place);
        }
    }

    private static Denied malformed(String what) {
        return Denied.of(400, "usage", what, "see /api/v1/openapi.yaml; nothing was changed");
    }
}
