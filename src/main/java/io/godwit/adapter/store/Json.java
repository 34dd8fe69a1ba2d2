package io.godwit.adapter.store;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.Sample;
import io.godwit.model.DiskSource;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import java.util.Map;
import tools.jackson.core.json.JsonFactory;

/**
 * How plans, steps and samples are written into the journal's text columns. By Jackson's streams only: to look at these
 * records with its object mapper takes a sixth of a command's start (docs/decisions/0007).
 */
final class Json {
    private static final Map<Class<?>, String> SEALED = Map.of(Step.class, "step", DiskSource.class, "source");
    private final JsonFactory factory = new JsonFactory();
    private final RecordText writer = new RecordText(factory, SEALED);
    private final RecordReader reader = new RecordReader(factory, SEALED);

    String write(Object value) {
        return writer.write(value);
    }

    Plan plan(String text) {
        return reader.read(text, Plan.class);
    }

    Step step(String text) {
        return reader.read(text, Step.class);
    }

    Sample sample(String text) {
        return reader.read(text, Sample.class);
    }

    Felt felt(String text) {
        return reader.read(text, Felt.class);
    }

    Mark mark(String text) {
        return reader.read(text, Mark.class);
    }

    Past past(String text) {
        return reader.read(text, Past.class);
    }

    Measured measured(String text) {
        return reader.read(text, Measured.class);
    }
}
