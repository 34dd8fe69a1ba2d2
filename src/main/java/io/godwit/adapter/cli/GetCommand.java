package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.Table;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.port.ProgressListener;
import io.godwit.report.Listing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what there is. */
@Command(name = "get", description = "list hypervisors, nas, vms, disks or migrations")
final class GetCommand implements Callable<Integer> {
    /** What can be listed. */
    enum Kind {
        hypervisors, nas, vms, disks, migrations
    }

    private static final long WATCH_MILLIS = 1000;
    private final Console console;
    private final Session.Opening sessions;

    @Parameters(paramLabel = "KIND", description = "hypervisors, nas, vms, disks or migrations")
    private Kind kind = Kind.vms;

    @Option(names = {"-w", "--watch"}, description = "list again and again, until Ctrl-C")
    private boolean watch;

    @Mixin
    private Reach reach = new Reach();

    @Mixin
    private Common common = new Common();

    GetCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RemoteCluster> remote = reach.remote(common);
        if (remote.isPresent()) {
            return print(() -> Listings.of(kind, remote.get()));
        }
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            return print(() -> Listings.of(kind, session));
        }
    }

    private int print(Supplier<Listing> listings) throws InterruptedException {
        print(listings.get());
        while (watch) {
            Thread.sleep(WATCH_MILLIS);
            print(listings.get());
        }
        return 0;
    }

    private void print(Listing listing) {
        switch (common.format()) {
            case table -> table(listing, listing.columns());
            case wide -> table(listing, listing.allColumns());
            case name -> console.data(listing.names().stream().map(Terminal::plain).toList());
            case json -> console.data(
                    watch
                            ? console.documents().jsonLine(listing.documents())
                            : console.documents().json(listing.documents()));
            case yaml -> console.data(console.documents().yaml(listing.documents()));
        }
    }

    private void table(Listing listing, List<String> columns) {
        if (watch && console.terminal().outIsTerminal()) {
            console.out().print("\033[H\033[2J");
        }
        console.data(listing.rows().isEmpty()
                ? List.of("no " + kind)
                : new Table(Listing.head(columns), listing.cells(columns)).lines());
    }
}
