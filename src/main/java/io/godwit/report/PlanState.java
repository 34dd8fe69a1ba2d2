package io.godwit.report;

import io.godwit.model.Mode;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.request.RequestForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A plan or a refusal as the API has it (openapi.yaml).
 *
 * @param command the same on the command line
 */
public record PlanState(boolean refused, String vm, Optional<String> kind, Optional<String> mode,
        List<CheckState> checks, List<Stage> steps, Optional<Report.Predicted> prediction,
        Optional<Long> freezeBudgetMillis, String command) {
    public PlanState {
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    /**
     * A step to come.
     *
     * @param label a short title
     */
    public record Stage(String title, String label) {
        static Stage of(Step step) {
            return new Stage(step.title(), Report.StepLine.shortTitle(step));
        }
    }

    public static PlanState of(Planning planning) {
        List<CheckState> checks = planning.checks().stream().map(CheckState::of).toList();
        String vm = planning.request().vm();
        String command = RequestForm.command(planning.request());
        return switch (planning) {
            case Planning.Plan plan -> new PlanState(false, vm, Optional.of(plan.kind().label()),
                    plan.mode().map(Mode::label), checks, plan.steps().stream().map(Stage::of).toList(),
                    Optional.of(Report.Predicted.of(plan.prediction())), plan.freezeBudget().map(Duration::toMillis),
                    command);
            case Planning.Refusal _ -> new PlanState(true, vm, Optional.empty(), Optional.empty(), checks, List.of(),
                    Optional.empty(), Optional.empty(), command);
        };
    }
}
