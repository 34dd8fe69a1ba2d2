package io.godwit.report;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Sample;
import java.util.List;

/** A migration with all that can be drawn of it. */
public record Story(Report report, List<Sample> samples, List<Felt> felts, List<Mark> marks) {
    public Story {
        samples = List.copyOf(samples);
        felts = List.copyOf(felts);
        marks = List.copyOf(marks);
    }
}
