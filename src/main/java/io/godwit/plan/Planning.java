package io.godwit.plan;

import io.godwit.model.Kind;
import io.godwit.model.Mode;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What planning comes to. */
public sealed interface Planning {
    MigrationRequest request();

    List<Check> checks();

    /**
     * The steps that will be taken.
     *
     * @param mode only where memory and disks both move
     * @param freezeBudget the longest freeze that was accepted, if anybody named one
     */
    record Plan(MigrationRequest request, UUID vm, Kind kind, Optional<Mode> mode, Placement before, Placement after,
            List<Check> checks, List<Step> steps, Prediction prediction, Optional<Duration> freezeBudget)
            implements
                Planning {
        public Plan {
            checks = List.copyOf(checks);
            steps = List.copyOf(steps);
        }
    }

    /** At least one check says no; nothing has changed. */
    record Refusal(MigrationRequest request, List<Check> checks) implements Planning {
        public Refusal {
            checks = List.copyOf(checks);
        }

        public List<Check> reasons() {
            return checks.stream().filter(Check::refuses).toList();
        }
    }
}
