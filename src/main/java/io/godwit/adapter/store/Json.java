package io.godwit.adapter.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.Sample;
import io.godwit.model.DiskSource;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import tools.jackson.databind.json.JsonMapper;

/** How plans, steps and samples are written into the journal's text columns. */
final class Json {
    private final JsonMapper mapper = JsonMapper.builder().addMixIn(Step.class, StepForm.class)
            .addMixIn(DiskSource.class, SourceForm.class).build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
    private interface StepForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "source")
    private interface SourceForm {}

    String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    String write(Step step) {
        return mapper.writerFor(Step.class).writeValueAsString(step);
    }

    Plan plan(String text) {
        return mapper.readValue(text, Plan.class);
    }

    Step step(String text) {
        return mapper.readValue(text, Step.class);
    }

    Sample sample(String text) {
        return mapper.readValue(text, Sample.class);
    }

    Felt felt(String text) {
        return mapper.readValue(text, Felt.class);
    }

    Mark mark(String text) {
        return mapper.readValue(text, Mark.class);
    }

    Past past(String text) {
        return mapper.readValue(text, Past.class);
    }

    Measured measured(String text) {
        return mapper.readValue(text, Measured.class);
    }
}
