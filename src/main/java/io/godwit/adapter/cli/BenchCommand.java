package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Table;
import io.godwit.demo.Bench;
import io.godwit.execute.Session;
import io.godwit.lab.LabOptions;
import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares Godwit with plain virsh on this machine. */
@Command(name = "bench", description = "the same moves with plain virsh and with Godwit, in turn (root)")
public final class BenchCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;
    private final Path labs;
    private final Path cache;
    private final String launcher;

    @Option(names = "--rounds", defaultValue = "5", description = "how many rounds")
    private int rounds = 5;

    @Option(names = "--out", defaultValue = "out/bench", description = "where bench.json goes")
    private Path out = Path.of("out/bench");

    public BenchCommand(Console console, Session.Opening sessions, Path labs, Path cache, String launcher) {
        this.console = console;
        this.sessions = sessions;
        this.labs = labs;
        this.cache = cache;
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        Bench.Result result = new Bench(new LabOptions("bench", labs, cache, 2, 2), sessions, launcher, console::say)
                .run(rounds);
        console.data(result.machine() + ", " + result.emulation() + "; medians of " + rounds
                + " rounds; whole commands; the picture's longest gap at standstill: "
                + Math.round(result.standstillGapMillis()) + " ms");
        console.data(new Table(
                List.of("MOVE", "BY", "RUNS", "COMMAND", "ADDED TO VIRSH", "OF IT THE MOVE", "DOWNTIME", "LONGEST GAP"),
                result.medians().stream().map(BenchCommand::row).toList()).lines());
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("bench.json"), console.documents().json(result) + "\n");
        } catch (IOException e) {
            throw new Failed("the figures could not be written to " + out + ": " + e.getMessage(), "--out FOLDER", e);
        }
        return 0;
    }

    private static List<String> row(Bench.Line line) {
        return List.of(line.move(), line.means(), Integer.toString(line.rounds()),
                String.format(Locale.ROOT, "%.2f s", line.seconds()),
                line.means().equals("virsh") ? "" : String.format(Locale.ROOT, "%+.2f s", line.addedSeconds()),
                String.format(Locale.ROOT, "%.2f s", line.moveSeconds()),
                line.move().equals("nas") ? "-" : Math.round(line.downtimeMillis()) + " ms",
                Math.round(line.longestGapMillis()) + " ms");
    }
}
