package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Format;
import io.godwit.execute.Session;
import io.godwit.model.GodwitException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(name = "godwit", description = "Moves running virtual machines between hypervisors and between NAS servers "
        + "without a stop, and proves what the client felt.", synopsisSubcommandLabel = "COMMAND", footer = {"",
                "Exit codes: 0 done, 1 failed and the VM runs on as before, 2 usage, 3 not found, 4 not allowed,",
                "5 refused by a check, 6 cancelled, 7 needs a person, 8 waited too long."})
public final class GodwitCommand implements Runnable {
    @SuppressWarnings("unused") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    private boolean help;

    @SuppressWarnings("unused") // picocli reads it
    @Option(names = "--version", versionHelp = true, description = "show the version")
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /**
     * The command line, ready to be executed.
     *
     * @param more further commands by name
     * @param first the first word: where it names a command, only that one is built, for reading the annotations of all
     *     takes longer than most commands
     */
    public static CommandLine of(Console console, Session.Opening sessions, String version,
            Map<String, Supplier<Object>> more, String first) {
        CommandLine root = new CommandLine(new GodwitCommand());
        root.getCommandSpec().version("godwit " + version);
        Map<String, Supplier<Object>> commands = commands(console, sessions);
        commands.putAll(more);
        commands.forEach((name, command) -> {
            if (name.equals(first) || !commands.containsKey(first) || first.equals("completion")) {
                root.addSubcommand(command.get());
            }
        });
        root.getSubcommands().values().forEach(GodwitCommand::giveHelp);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        root.setExecutionExceptionHandler((problem, command, parsed) -> handle(problem, parsed, console));
        root.setParameterExceptionHandler((problem, _) -> {
            console.say("godwit: " + problem.getMessage());
            console.say("try: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE;
        });
        return root;
    }

    /** Every command says what it is for, also one that only holds others. */
    private static void giveHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
        }
        command.getSubcommands().values().forEach(GodwitCommand::giveHelp);
    }

    private static Map<String, Supplier<Object>> commands(Console console, Session.Opening sessions) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("get", () -> new GetCommand(console, sessions));
        commands.put("plan", () -> new PlanCommand(console, sessions));
        commands.put("migrate", () -> new MigrateCommand(console, sessions));
        commands.put("takeover", () -> new TakeoverCommand(console, sessions));
        commands.put("watch", () -> new WatchCommand(console, sessions));
        commands.put("cancel", () -> new CancelCommand(console, sessions));
        commands.put("report", () -> new ReportCommand(console, sessions));
        commands.put("scene", () -> new SceneCommand(console, sessions));
        commands.put("doctor", () -> new DoctorCommand(console, sessions));
        commands.put("repair", () -> new RepairCommand(console, sessions));
        commands.put("adopt", () -> new AdoptCommand(sessions));
        commands.put("probe", () -> new ProbeCommand(console));
        commands.put("completion", () -> new CompletionCommand(console));
        return commands;
    }

    private static int handle(Exception problem, CommandLine.ParseResult parsed, Console console) {
        if (problem instanceof GodwitException known) {
            return console.fail(known, format(parsed));
        }
        if (System.getenv("GODWIT_DEBUG") != null) {
            problem.printStackTrace(console.err());
        }
        return console.fail(new GodwitException.Failed("something that should not happen: " + problem,
                "godwit get migrations shows what was under way; GODWIT_DEBUG=1 shows where it happened", problem),
                format(parsed));
    }

    private static Format format(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.matchedOptionValue("--output", Format.table);
    }

    /** Prints the shell's completion script. */
    @Command(name = "completion", description = "print the completion script for bash or zsh: "
            + "source <(godwit completion bash)")
    static final class CompletionCommand implements Runnable {
        /** The shells that one script serves. */
        enum Shell {
            bash, zsh
        }

        private final Console console;

        @CommandLine.Parameters(paramLabel = "SHELL", description = "bash or zsh")
        private Shell shell = Shell.bash;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @SuppressWarnings("unused") // picocli reads it
        @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
        private boolean help;

        CompletionCommand(Console console) {
            this.console = console;
        }

        @Override
        public void run() {
            String script = AutoComplete.bash("godwit", spec.root().commandLine());
            console.data(shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
        }
    }
}
