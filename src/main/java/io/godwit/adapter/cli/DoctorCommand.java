package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.observe.Finding;
import io.godwit.observe.Doctor;
import io.godwit.port.ProgressListener;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for what is wrong with the cluster's set-up. */
@Command(name = "doctor", description = "what is wrong with this cluster's set-up, and the remedy")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Mixin
    private Common common = new Common();

    DoctorCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            List<Finding> findings = new Doctor(session.cluster(), session.hosts(), session.journal(),
                    session.processes()).examine();
            if (common.format().machine()) {
                console.data(console.documents().write(common.format(), findings));
            } else {
                findings.forEach(this::print);
            }
            return findings.stream().anyMatch(Finding::bad) ? 1 : 0;
        }
    }

    private void print(Finding finding) {
        console.data((finding.bad() ? "WRONG  " : "ok     ") + Terminal.plain(finding.subject()) + ": "
                + Terminal.plain(finding.evidence()));
        if (finding.bad()) {
            console.data("       try: " + Terminal.plain(finding.remedy()));
        }
    }
}
