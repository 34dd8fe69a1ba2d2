package io.godwit.adapter.cli;

import io.godwit.port.JournalCopies;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after the journal's file; none of it touches a VM. */
@Command(name = "journal", description = "look after the journal: check, backup, restore", synopsisSubcommandLabel = "(check | backup | restore)")
public final class JournalCommand {
    private final Console console;
    private final Function<Optional<Path>, JournalCopies> copies;

    @SuppressWarnings("unused") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    private boolean help;

    /** A command on the journal of the cluster file that is named, or of the usual one. */
    public JournalCommand(Console console, Function<Optional<Path>, JournalCopies> copies) {
        this.console = console;
        this.copies = copies;
    }

    @Command(name = "check", description = "say whether the journal is whole (exit 1 where it is not)")
    int check(@Mixin Common common) {
        Optional<String> damage = copies.apply(common.cluster()).damage();
        console.data(damage.orElse("the journal is whole"));
        return damage.isPresent() ? 1 : 0;
    }

    @Command(name = "backup", description = "write a whole copy; migrations may go on meanwhile")
    int backup(@Parameters(paramLabel = "FILE") Path to, @Mixin Common common) {
        copies.apply(common.cluster()).backup(to);
        console.say("written: " + to);
        return 0;
    }

    @Command(name = "restore", description = "put a copy in the journal's place; the one that was there is kept beside it")
    int restore(@Parameters(paramLabel = "FILE") Path from, @Mixin Common common) {
        Optional<Path> kept = copies.apply(common.cluster()).restore(from);
        console.say("restored from " + from + kept.map(path -> "; what was there is " + path).orElse(""));
        console.say("a migration that went on after the copy was made is not in it: godwit doctor");
        return 0;
    }
}
