package io.godwit.faults;

import io.godwit.journal.Outcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How a case may end, written down before it runs. */
record Expected(Set<Outcome> outcomes) {
    static final Expected DONE = of(Outcome.DONE);
    static final Expected FAILED = of(Outcome.FAILED);
    static final Expected NEEDS_PERSON = of(Outcome.NEEDS_PERSON);

    static Expected of(Outcome first, Outcome... others) {
        return new Expected(EnumSet.of(first, others));
    }

    boolean allows(Outcome outcome) {
        return outcomes.contains(outcome);
    }

    @Override
    public String toString() {
        return outcomes.stream().map(Outcome::label).sorted().collect(Collectors.joining(" or "));
    }
}
