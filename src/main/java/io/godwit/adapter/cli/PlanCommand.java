package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.plan.Planning;
import io.godwit.port.ProgressListener;
import io.godwit.report.PlanState;
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
    private Reach reach = new Reach();

    @Mixin
    private Common common = new Common();

    PlanCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        Optional<RemoteCluster> remote = reach.remote(common);
        if (remote.isPresent()) {
            return print(console, common, remote.get().plan(request.request()));
        }
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            Planning planning = session.migrations().plan(session.migrations().nextId(), request.request());
            return print(console, common, planning);
        }
    }

    /** A plan in JSON. */
    record Document(String vm, String result, Optional<String> kind, Optional<String> mode,
            List<Report.CheckLine> checks,
            List<String> steps, Optional<Report.Predicted> predicted) {
        static Document of(PlanState plan) {
            return new Document(plan.vm(), plan.refused() ? "refused" : "plan", plan.kind(), plan.mode(),
                    plan.checks().stream().map(check -> new Report.CheckLine(check.id(), check.subject(),
                            check.verdict(), check.evidence(), check.remedy())).toList(),
                    plan.steps().stream().map(PlanState.Stage::title).toList(), plan.prediction());
        }
    }

    static int print(Console console, Common common, Planning planning) {
        return print(console, common, PlanState.of(planning));
    }

    static int print(Console console, Common common, PlanState plan) {
        if (common.format().machine()) {
            console.data(console.documents().write(common.format(), Document.of(plan)));
        } else {
            console.data(new PlanText(console.terminal().unicode()).lines(plan));
        }
        return plan.refused() ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
