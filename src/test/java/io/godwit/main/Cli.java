package io.godwit.main;

import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.GodwitCommand;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.adapter.config.ClusterFiles;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.model.Cluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line as a person uses it, in this process. */
public final class Cli {
    private final Path clusterFile;

    public Cli(Path clusterFile) {
        this.clusterFile = clusterFile;
    }

    /** What a command left behind. */
    public record Outcome(int code, String out, String err) {}

    public Outcome run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), new Terminal(false, false, false, 100, true),
                new Documents());
        int code = GodwitCommand.of(console, (file, listener) -> {
            Cluster cluster = new ClusterFiles(List.of(clusterFile), clusterFile.resolveSibling("state")).find(file);
            return new Wiring(cluster, new LocalProcesses(List.of("false"), List.of(), cluster.state()), listener);
        }, "test", Map.of(), words[0]).execute(words);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Optional<String> line(Outcome outcome, String containing) {
        return outcome.out().lines().filter(line -> line.contains(containing)).findFirst();
    }
}
