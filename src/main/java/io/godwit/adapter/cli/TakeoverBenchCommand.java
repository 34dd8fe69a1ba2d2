package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Table;
import io.godwit.demo.TakeoverBench;
import io.godwit.demo.TakeoverFigures;
import io.godwit.lab.LabOptions;
import io.godwit.lab.NasCluster;
import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares takeovers by Godwit with those by plain Pacemaker on this machine. */
@Command(name = "bench-takeover", description = "takeovers with plain Pacemaker and with Godwit, in turn (root)")
public final class TakeoverBenchCommand implements Callable<Integer> {
    private final Console console;
    private final Path labs;
    private final Path cache;
    private final String launcher;

    @Option(names = "--rounds", defaultValue = "7", description = "how many rounds; each goes there and back by both")
    private int rounds = 7;

    @Option(names = "--out", defaultValue = "out/bench", description = "where takeover.json goes")
    private Path out = Path.of("out/bench");

    public TakeoverBenchCommand(Console console, Path labs, Path cache, String launcher) {
        this.console = console;
        this.labs = labs;
        this.cache = cache;
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        TakeoverFigures figures = new TakeoverBench(new LabOptions("tkbench", labs, cache, 2, 2, NasCluster.PACEMAKER),
                launcher, console::say).run(rounds);
        console.data(String.format(Locale.ROOT,
                "%s, %s; %d rounds; medians, and the most in brackets; at standstill, %d "
                        + "windows: longest stall %s, longest gap %s",
                figures.machine(), figures.emulation(), figures.rounds(),
                figures.standstills(), spread(figures.standstillStallMillis(), "%.0f ms"),
                spread(figures.standstillGapMillis(), "%.0f ms")));
        console.data(new Table(
                List.of("WAY", "BY", "RUNS", "LONGEST STALL", "FREEZE", "LONGEST GAP", "ABOVE STANDSTILL", "COMMAND"),
                figures.lines().stream().map(TakeoverBenchCommand::row).toList()).lines());
        figures.ratios().forEach(ratio -> console.data(String.format(Locale.ROOT,
                "write stall %s, Godwit over Pacemaker: %.2f (median of %d pairs), %.2f (ratio of medians)",
                ratio.way(),
                ratio.stallOfPairs(), ratio.pairs(), ratio.stallOfMedians())));
        write(figures);
        return 0;
    }

    private static List<String> row(TakeoverFigures.Line line) {
        return List.of(line.way(), line.means(), Integer.toString(line.runs()), spread(line.stallMillis(), "%.0f ms"),
                spread(line.freezeMillis(), "%.0f ms"), spread(line.longestGapMillis(), "%.0f ms"),
                line.aboveStandstill() + " of " + line.runs(), spread(line.seconds(), "%.2f s"));
    }

    private static String spread(TakeoverFigures.Spread spread, String form) {
        return String.format(Locale.ROOT, form, spread.median()) + " (" + String.format(Locale.ROOT, form, spread.max())
                + ")";
    }

    private void write(TakeoverFigures figures) {
        Path file = out.resolve("takeover.json");
        try {
            Files.createDirectories(out);
            Files.writeString(file, console.documents().json(figures) + "\n");
            console.say("figures: " + file);
        } catch (IOException e) {
            throw new Failed("the figures could not be written to " + file + ": " + e.getMessage(), "--out FOLDER", e);
        }
    }
}
