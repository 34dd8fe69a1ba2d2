package io.godwit.adapter.cli;

import io.godwit.access.AuditEntry;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who did what. */
@Command(name = "audit", description = "who did what by godwit serve, and with its users: newest first")
public final class AuditCommand implements Callable<Integer> {
    private final Console console;
    private final People.Opening opening;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "how many entries (${DEFAULT-VALUE})")
    private int limit = 50;

    @Mixin
    private Common common = new Common();

    public AuditCommand(Console console, People.Opening opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        try (People people = opening.open(common.cluster())) {
            List<AuditEntry> entries = people.accounts().audit(Long.MAX_VALUE, Math.max(1, limit));
            if (common.format().machine()) {
                console.data(console.documents().write(common.format(), entries));
            } else {
                console.data(new Table(List.of("N", "AT", "WHO", "FROM", "WHAT", "SUBJECT", "RESULT", "DETAIL"),
                        entries.stream().map(entry -> List.of(Long.toString(entry.n()), entry.at().toString(),
                                entry.who(), entry.from(), entry.what(), entry.subject(), entry.result(),
                                entry.detail())).toList())
                        .lines());
            }
            return ExitCode.DONE;
        }
    }
}
