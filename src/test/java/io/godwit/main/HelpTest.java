package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8), new Terminal(false, false, false, 100, true),
            new Documents());

    @Test
    void everyCommandSaysWhatItIsFor() {
        for (List<String> words : commands(Main.commandLine(new Places(Map.of()), console, ""), List.of())) {
            out.reset();
            List<String> asked = new ArrayList<>(words);
            asked.add("--help");
            CommandLine one = Main.commandLine(new Places(Map.of()), console, words.isEmpty() ? "" : words.getFirst());
            assertThat(one.execute(asked.toArray(String[]::new))).as("%s", asked).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: "
                    + String.join(" ", words.isEmpty() ? List.of("godwit") : prefixed(words)));
        }
    }

    private static List<String> prefixed(List<String> words) {
        List<String> all = new ArrayList<>(List.of("godwit"));
        all.addAll(words);
        return all;
    }

    private static List<List<String>> commands(CommandLine command, List<String> words) {
        List<List<String>> all = new ArrayList<>(List.of(words));
        command.getSubcommands().forEach((name, sub) -> {
            List<String> deeper = new ArrayList<>(words);
            deeper.add(name);
            all.addAll(commands(sub, deeper));
        });
        return all;
    }
}
