package io.godwit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ten thousand runs from one seed, or one run of a seed that failed: -Dgodwit.seed=N -Dgodwit.runs=1. */
class SimulationTest {
    private static final int MOST_TOLD = 5;
    private static final long RUNS = Long.getLong("godwit.runs", 10_000);

    @Test
    void whateverGoesWrongNothingIsLostAndEveryRunEndsAsItMay() {
        long first = Long.getLong("godwit.seed", System.nanoTime());
        System.out.println("simulation: " + RUNS + " runs, -Dgodwit.seed=" + first);
        Map<Outcome, Integer> ends = new EnumMap<>(Outcome.class);
        List<String> broken = new ArrayList<>();
        for (long seed = first; seed < first + RUNS && broken.size() < MOST_TOLD; seed++) {
            try {
                ends.merge(Simulation.run(seed), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                broken.add(told(seed, e));
            }
        }
        System.out.println("simulation: " + ends);
        assertThat(broken).as("replay one with -Dgodwit.runs=1 -Dgodwit.seed=...").isEmpty();
    }

    private static String told(long seed, Throwable problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        return "seed " + seed + ": " + problem + "\n    at " + Arrays.stream(trace).limit(7)
                .map(StackTraceElement::toString).collect(Collectors.joining("\n    at ")) + "\n    "
                + Scenario.draw(new Random(seed));
    }
}
