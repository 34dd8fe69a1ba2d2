package io.godwit.faults;

import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.GodwitCommand;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.adapter.config.ClusterFiles;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.main.Wiring;
import io.godwit.model.Cluster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Godwit as a process of its own that dies at a chosen write to its journal: CLUSTER-FILE WRITE before|after WORDS... With
 * write 0 it lives, and prints how many writes it made.
 */
public final class DoomedGodwit {
    private DoomedGodwit() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        DyingJournal death = new DyingJournal(Integer.parseInt(arguments[1]), arguments[2].equals("after"));
        String[] words = Arrays.copyOfRange(arguments, 3, arguments.length);
        Console console = new Console(System.out, System.err, new Terminal(false, false, false, 100, true),
                new Documents());
        int code = GodwitCommand.of(console, (named, listener) -> {
            Cluster cluster = new ClusterFiles(List.of(file), file.resolveSibling("state")).find(named);
            return new Wiring(cluster, new LocalProcesses(List.of("false"), List.of(), cluster.state()), listener,
                    death::around);
        }, "test", Map.of(), words[0]).execute(words);
        System.out.println("writes " + death.writes());
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
