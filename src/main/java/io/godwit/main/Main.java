package io.godwit.main;

import io.godwit.access.Accounts;
import io.godwit.access.Users;
import io.godwit.adapter.cli.AuditCommand;
import io.godwit.adapter.cli.BenchCommand;
import io.godwit.adapter.cli.Console;
import io.godwit.adapter.cli.DemoCommand;
import io.godwit.adapter.cli.GodwitCommand;
import io.godwit.adapter.cli.JournalCommand;
import io.godwit.adapter.cli.LabCommand;
import io.godwit.adapter.cli.People;
import io.godwit.adapter.cli.ServeCommand;
import io.godwit.adapter.cli.TakeoverBenchCommand;
import io.godwit.adapter.cli.TokenCommand;
import io.godwit.adapter.cli.UserCommand;
import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.Format;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.adapter.config.ClusterFiles;
import io.godwit.adapter.libvirt.LibvirtHosts;
import io.godwit.adapter.process.EndingProcesses;
import io.godwit.adapter.process.IdleClass;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.adapter.store.SqliteAccounts;
import io.godwit.adapter.store.SqliteCopies;
import io.godwit.adapter.web.Listening;
import io.godwit.execute.Session;
import io.godwit.lab.LabException;
import io.godwit.model.Cluster;
import io.godwit.model.GodwitException.Failed;
import io.godwit.port.JournalCopies;
import io.godwit.port.Processes;
import io.godwit.port.ProgressListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        IdleClass.leaveWhenStarved();
        Places places = new Places(System.getenv());
        Console console = new Console(stream(FileDescriptor.out), stream(FileDescriptor.err),
                Terminal.of(System.getenv()), new Documents());
        int code = commandLine(places, console, arguments.length == 0 ? "" : arguments[0]).execute(arguments);
        console.out().flush();
        LibvirtHosts.endOfUse();
        System.exit(code);
    }

    /** With every command, or with the one that the first word names. */
    static CommandLine commandLine(Places places, Console console, String first) {
        Session.Opening sessions = (file, listener) -> open(places, file, listener);
        CommandLine commands = GodwitCommand.of(console, sessions, version(), more(places, console, sessions), first);
        translateLabErrors(commands, console);
        return commands;
    }

    private static Map<String, Supplier<Object>> more(Places places, Console console, Session.Opening sessions) {
        People.Opening people = named -> people(places, named);
        return Map.of("journal", () -> new JournalCommand(console, named -> copies(places, named)), "lab",
                () -> new LabCommand(console, places.labs(), places.cache()), "demo",
                () -> new DemoCommand(console, sessions, places.labs(), places.cache(),
                        wish -> serve(places, wish, console, EndingProcesses::new)),
                "bench",
                () -> new BenchCommand(console, sessions, places.labs(), places.cache(), places.launcher()),
                "bench-takeover",
                () -> new TakeoverBenchCommand(console, places.labs(), places.cache(), places.launcher()), "serve",
                () -> new ServeCommand(console, wish -> serve(places, wish, console, UnaryOperator.identity())), "user",
                () -> new UserCommand(console, people), "token", () -> new TokenCommand(console, people), "audit",
                () -> new AuditCommand(console, people));
    }

    private static People people(Places places, Optional<Path> named) {
        Cluster cluster = new ClusterFiles(places.clusterFiles(), places.state()).find(named);
        Accounts accounts = SqliteAccounts.open(cluster.state());
        return new People(new Users(accounts, Serving.passwords(), InstantSource.system(), new SecureRandom()),
                accounts);
    }

    /** UTF-8 whatever the locale says: names are. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static Session open(Places places, Optional<Path> named, ProgressListener listener) {
        Cluster cluster = new ClusterFiles(places.clusterFiles(), places.state()).find(named);
        LocalProcesses processes = new LocalProcesses(List.of(places.launcher()), List.of("--cluster", cluster.name()),
                cluster.state());
        return new Wiring(cluster, processes, listener);
    }

    private static JournalCopies copies(Places places, Optional<Path> named) {
        Cluster cluster = new ClusterFiles(places.clusterFiles(), places.state()).find(named);
        return new SqliteCopies(cluster.state(), new LocalProcesses(List.of(places.launcher()), List.of(),
                cluster.state()), InstantSource.system());
    }

    private static ServeCommand.Served serve(Places places, ServeCommand.Wish wish, Console console,
            UnaryOperator<Processes> around) {
        Cluster cluster = new ClusterFiles(places.clusterFiles(), places.state()).find(wish.cluster());
        Processes processes = around.apply(Serving.processes(new LocalProcesses(List.of(places.launcher()),
                List.of("--cluster", cluster.name()), cluster.state())));
        Optional<Listening.Certificate> tls = wish.certificate()
                .flatMap(chain -> wish.key().map(key -> new Listening.Certificate(chain, key)));
        return Serving.start(new Serving.Parts(cluster, listener -> new Wiring(cluster, processes, listener), processes,
                Listening.of(wish.listen(), tls), Optional.of(places.page()),
                Optional.of(RelayedDesktops.of(cluster, line -> say(console, line))), Serving.passwords(),
                version(), line -> say(console, line)));
    }

    private static void say(Console console, String line) {
        console.err().println(line);
        console.err().flush();
    }

    /** The lab has its own exception, because it knows nothing of the engine. */
    private static void translateLabErrors(CommandLine commands, Console console) {
        CommandLine.IExecutionExceptionHandler known = commands.getExecutionExceptionHandler();
        commands.setExecutionExceptionHandler((problem, command, parsed) -> problem instanceof LabException lab
                ? console.fail(new Failed(String.valueOf(lab.getMessage()), "godwit lab status"), Format.table)
                : known.handleExecutionException(problem, command, parsed));
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    }
}
