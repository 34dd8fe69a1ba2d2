package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.plan.Planning;
import io.godwit.plan.Step;
import io.godwit.port.ProgressListener;
import io.godwit.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a migration would do. */
@Command(name = "plan", description = "what a migration would do: checks, steps, predictions. Nothing is changed.", footer = {
        "", "Example: godwit plan desktop1 --to vnode3 --disks-to nas1"})
final class PlanCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Mixin
    private Common common = new Common();

    PlanCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            Planning planning = session.migrations().plan(session.migrations().nextId(), request.request());
            return print(console, common, planning);
        }
    }

    /** A plan in JSON. */
    record Document(String vm, String result, Optional<String> kind, Optional<String> mode,
            List<Report.CheckLine> checks,
            List<String> steps, Optional<Report.Predicted> predicted) {
        static Document of(Planning planning) {
            List<Report.CheckLine> checks = planning.checks().stream().map(Report.CheckLine::of).toList();
            String vm = planning.request().vm();
            return switch (planning) {
                case Planning.Plan plan -> new Document(vm, "plan", Optional.of(plan.kind().label()),
                        plan.mode().map(mode -> mode.label()), checks, plan.steps().stream().map(Step::title).toList(),
                        Optional.of(Report.Predicted.of(plan.prediction())));
                case Planning.Refusal _ ->
                    new Document(vm, "refused", Optional.empty(), Optional.empty(), checks, List.of(),
                            Optional.empty());
            };
        }
    }

    static int print(Console console, Common common, Planning planning) {
        if (common.format().machine()) {
            console.data(console.documents().write(common.format(), Document.of(planning)));
        } else {
            console.data(new PlanText(console.terminal().unicode()).lines(planning));
        }
        return switch (planning) {
            case Planning.Plan _ -> ExitCode.DONE;
            case Planning.Refusal _ -> ExitCode.REFUSED;
        };
    }
}
