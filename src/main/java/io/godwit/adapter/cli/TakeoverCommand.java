package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an export under its running VMs. */
@Command(name = "takeover", description = "let another NAS serve an export, with every VM on it running", footer = {"",
        "Example: godwit takeover desktops --to nas1", "",
        "Ctrl-C detaches: the takeover goes on, and godwit watch ID comes back to it."})
final class TakeoverCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "EXPORT", description = "the export's name, as the cluster file has it")
    private String export = "";

    @Option(names = "--to", paramLabel = "NAS", required = true, description = "the NAS that shall serve it")
    private String to = "";

    @Mixin
    private Undertaking undertaking = new Undertaking();

    TakeoverCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return undertaking.run(console, sessions, MigrationRequest.of(new Takeover(export, to)));
    }
}
