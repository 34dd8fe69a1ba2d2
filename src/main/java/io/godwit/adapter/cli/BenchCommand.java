package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Table;
import io.godwit.demo.Bench;
import io.godwit.demo.BenchFigures;
import io.godwit.demo.BenchPage;
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

    @Option(names = "--rounds", defaultValue = "7", description = "how many rounds")
    private int rounds = 7;

    @Option(names = "--out", defaultValue = "out/bench", description = "where bench.json and bench.html go")
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
        BenchFigures figures = new Bench(new LabOptions("bench", labs, cache, 2, 2), sessions, launcher, console::say)
                .run(rounds);
        console.data(figures.machine() + ", " + figures.emulation() + "; " + figures.rounds()
                + " rounds; medians, and the longest in brackets; the picture's longest gap at standstill: "
                + Math.round(figures.standstillGapMillis()) + " ms");
        console.data(new Table(
                List.of("MOVE", "BY", "RUNS", "FREEZE", "LONGEST GAP", "DOWNTIME", "COMMAND", "OF IT THE MOVE"),
                figures.lines().stream().map(BenchCommand::row).toList()).lines());
        console.data("Godwit over virsh, medians of pairs:");
        console.data(new Table(
                List.of("MOVE", "BY", "PAIRS", "FREEZE", "LONGEST GAP", "MOVE'S TIME", "COMMAND'S TIME", "ADDED"),
                figures.ratios().stream().map(BenchCommand::row).toList()).lines());
        foretold(figures.foretold());
        write(figures);
        return 0;
    }

    private void foretold(BenchFigures.Foretold foretold) {
        console.data("Plans: " + foretold.secondsWithin30Percent() + " of " + foretold.plans()
                + " foretold the seconds within 30 %, " + foretold.downtimeWithinFactor2()
                + " the downtime within a factor of 2");
        foretold.misses().forEach(miss -> console.data("  missed: " + miss));
    }

    private void write(BenchFigures figures) {
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("bench.json"), console.documents().json(figures) + "\n");
            Files.writeString(out.resolve("bench.html"), BenchPage.of(figures));
            console.say("figures: " + out.resolve("bench.json") + ", " + out.resolve("bench.html"));
        } catch (IOException e) {
            throw new Failed("the figures could not be written to " + out + ": " + e.getMessage(), "--out FOLDER", e);
        }
    }

    private static List<String> row(BenchFigures.Line line) {
        return List.of(line.move(), line.means(), Integer.toString(line.runs()), spread(line.freezeMillis(), "%.0f ms"),
                spread(line.longestGapMillis(), "%.0f ms"),
                line.move().equals("nas") ? "-" : spread(line.downtimeMillis(), "%.0f ms"),
                spread(line.seconds(), "%.2f s"), spread(line.moveSeconds(), "%.2f s"));
    }

    private static String spread(BenchFigures.Spread spread, String form) {
        return String.format(Locale.ROOT, form, spread.median()) + " (" + String.format(Locale.ROOT, form, spread.max())
                + ")";
    }

    private static List<String> row(BenchFigures.Ratio ratio) {
        return List.of(ratio.move(), ratio.means(), Integer.toString(ratio.pairs()), two(ratio.freeze()),
                two(ratio.longestGap()), two(ratio.moveSeconds()), two(ratio.seconds()),
                String.format(Locale.ROOT, "%+.2f s", ratio.addedSeconds()));
    }

    private static String two(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
