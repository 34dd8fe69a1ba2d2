package io.godwit.adapter.cli;

import io.godwit.adapter.cli.ServeCommand.Served;
import io.godwit.adapter.cli.ServeCommand.Wish;
import io.godwit.adapter.cli.view.Table;
import io.godwit.demo.Demo;
import io.godwit.demo.Encore;
import io.godwit.execute.Session;
import io.godwit.lab.LabOptions;
import io.godwit.lab.NasCluster;
import io.godwit.lab.desktop.DesktopImage;
import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.report.Figures;
import io.godwit.report.HtmlReport;
import io.godwit.report.Report;
import io.godwit.report.SceneDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the three moves on this machine. */
@Command(name = "demo", description = "the three moves on a real desktop VM, on this machine (root)")
public final class DemoCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;
    private final Path labs;
    private final Path cache;
    private final ServeCommand.Starting starting;

    @Option(names = "--keep", description = "afterwards serve the page on this lab, until Ctrl-C")
    private boolean keep;

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:0", description = "where the page is "
            + "served with --keep (a free port of this machine)")
    private String listen = "127.0.0.1:0";

    @Option(names = "--out", defaultValue = "out/demo", description = "where report.json and report.html go")
    private Path out = Path.of("out/demo");

    public DemoCommand(Console console, Session.Opening sessions, Path labs, Path cache,
            ServeCommand.Starting starting) {
        this.console = console;
        this.sessions = sessions;
        this.labs = labs;
        this.cache = cache;
        this.starting = starting;
    }

    @Override
    public Integer call() {
        SceneDrawing drawing = new SceneDrawing(console.terminal().unicode());
        Demo demo = new Demo(new LabOptions("demo", labs, cache, 2, 2, NasCluster.PACEMAKER), sessions,
                new ProgressView(console),
                console::say, drawing);
        List<HtmlReport.Entry> entries = demo.run(this::show, this::after);
        boolean good = entries.stream().map(HtmlReport.Entry::report)
                .allMatch(report -> report.result().equals("done") && report.verified());
        if (!good) {
            throw new Failed("a migration did not end well; the reports say which and why", "less " + out);
        }
        return 0;
    }

    private void show(HtmlReport.Entry entry) {
        console.data("");
        console.data(entry.title() + ": before");
        console.data(entry.before());
        console.data("after");
        console.data(entry.after());
        console.data(table(List.of(entry)).lines());
    }

    private void after(List<HtmlReport.Entry> entries, Encore.Standing standing) {
        console.data("");
        console.data(table(entries).lines());
        write(entries);
        if (keep) {
            stay(standing);
        }
    }

    private void stay(Encore.Standing standing) {
        standing.clear();
        Served served = starting
                .start(new Wish(Optional.of(standing.clusterFile()), listen, Optional.empty(), Optional.empty()));
        standing.endFirst(served::close);
        console.say("the lab stays, with its page; the user of the VM's desktop is " + DesktopImage.USER
                + ", and so is the password");
        new Welcome(console).say(served);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Table table(List<HtmlReport.Entry> entries) {
        return new Table(
                List.of("MIGRATION", "RESULT", "TIME", "MEMORY", "DISK", "DOWNTIME", "FREEZE", "LONGEST GAP",
                        "AT STANDSTILL"),
                entries.stream().map(entry -> row(entry.title(), entry.report())).toList());
    }

    private static List<String> row(String title, Report report) {
        return List.of(title + report.mode().map(mode -> " (" + mode + ")").orElse(""), report.result(),
                Figures.seconds(report.seconds()), new Bytes(report.bytes().memory()).toString(),
                new Bytes(report.bytes().disk()).toString(), Figures.millis(report.downtimeMillis()),
                Figures.millis(report.freezeMillis()), Figures.millis(report.longestGapMillis()),
                Figures.millis(report.standstillGapMillis()));
    }

    private void write(List<HtmlReport.Entry> entries) {
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("report.json"),
                    console.documents().json(entries.stream().map(HtmlReport.Entry::report).toList()) + "\n");
            String machine = entries.getFirst().report().versions().map(Report.Versions::machine).orElse("");
            Files.writeString(out.resolve("report.html"), HtmlReport.page("Three migrations", machine, entries));
            console.say("reports: " + out.resolve("report.json") + ", " + out.resolve("report.html"));
        } catch (IOException e) {
            throw new Failed("the reports could not be written to " + out + ": " + e.getMessage(), "--out FOLDER", e);
        }
    }
}
