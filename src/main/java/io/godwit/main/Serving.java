package io.godwit.main;

import io.godwit.access.Accounts;
import io.godwit.access.Gate;
import io.godwit.access.PasswordHash;
import io.godwit.access.Users;
import io.godwit.adapter.cli.ServeCommand.Served;
import io.godwit.adapter.password.Argon2Passwords;
import io.godwit.adapter.process.ServerProcesses;
import io.godwit.adapter.store.SqliteAccounts;
import io.godwit.adapter.store.SqliteJournal;
import io.godwit.adapter.web.Backend;
import io.godwit.adapter.web.DesktopRelay;
import io.godwit.adapter.web.Listening;
import io.godwit.adapter.web.Metrics;
import io.godwit.adapter.web.PlatformThreads;
import io.godwit.adapter.web.WebJson;
import io.godwit.adapter.web.WebServer;
import io.godwit.execute.Session;
import io.godwit.execute.Underway;
import io.godwit.journal.Outcome;
import io.godwit.model.Cluster;
import io.godwit.model.Vm;
import io.godwit.port.Journal;
import io.godwit.port.Processes;
import io.godwit.port.ProgressListener;
import io.godwit.watch.Change;
import io.godwit.watch.ClusterWatch;
import io.godwit.watch.EventRing;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A server on one cluster, put together. */
public final class Serving implements Served {
    private static final int KEPT_EVENTS = 16_384;
    private static final int FARTHEST_BEHIND = 4_096;
    private final Gate gate;
    private final WebServer server;
    private final Underway underway;
    private final ClusterWatch watch;
    private final PlatformThreads threads = new PlatformThreads();
    private final Metrics metrics = new Metrics();
    private final Consumer<String> log;

    /** How the session begins, once it is known whom it tells of its progress. */
    public interface Engine {
        Session open(ProgressListener listener);
    }

    /**
     * What it is put together from.
     *
     * @param page a folder with the page's files, for a class path that has none
     * @param relay carries desktops
     * @param version this program's
     */
    public record Parts(Cluster cluster, Engine engine, Processes processes, Listening listening, Optional<Path> page,
            Optional<DesktopRelay> relay, PasswordHash passwords, String version, Consumer<String> lines) {}

    /** Starts it; where it cannot listen, nothing is left running. */
    public static Serving start(Parts parts) {
        Serving serving = new Serving(parts);
        serving.watch.start();
        serving.underway.start();
        serving.server.start();
        return serving;
    }

    public static PasswordHash passwords() {
        return new Argon2Passwords();
    }

    static Processes processes(io.godwit.adapter.process.LocalProcesses processes) {
        return new ServerProcesses(processes);
    }

    private Serving(Parts parts) {
        log = line -> parts.lines().accept(Instant.now().truncatedTo(ChronoUnit.MILLIS) + "  " + line);
        Nudging nudging = new Nudging();
        Session session = parts.engine().open(nudging);
        Journal reading = SqliteJournal.open(parts.cluster().state());
        Accounts accounts = SqliteAccounts.open(parts.cluster().state());
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        gate = new Gate(accounts, parts.passwords(), clock, random);
        EventRing events = new EventRing(Long.toString(clock.millis(), Character.MAX_RADIX), KEPT_EVENTS,
                FARTHEST_BEHIND);
        WebJson json = new WebJson();
        watch = new ClusterWatch(parts.cluster(), session.hosts(), reading, events, json::write,
                vm -> reached(parts, vm),
                this::told, clock);
        nudging.tells(watch::nudge);
        underway = new Underway(session.migrations(), parts.processes(), Wiring::sleep, log);
        server = new WebServer(new Backend(session, reading, underway, watch, events, gate,
                new Users(accounts, parts.passwords(), clock, random), accounts, threads, metrics, clock),
                parts.listening(), parts.page(), parts.relay(), parts.version(), log);
    }

    /** Without a relay no desktop is reached. */
    private static boolean reached(Parts parts, Vm vm) {
        return parts.relay().isPresent() && parts.cluster().desktop(vm).isPresent();
    }

    /** One line for each phase. */
    private void told(Change change) {
        switch (change) {
            case Change.Migration(var summary) -> {
                log.accept(summary.id() + " " + summary.vm() + " (" + summary.kind() + "): " + summary.outcome()
                        + summary.seconds().map(seconds -> " after " + seconds + " s").orElse("")
                        + (summary.reason().isEmpty() ? "" : ": " + summary.reason()));
                if (Outcome.of(summary.outcome()).filter(outcome -> !outcome.open()).isPresent()) {
                    metrics.ended(summary.outcome());
                }
            }
            case Change.Step(String id, var step) -> {
                if (!step.state().equals("planned")) {
                    log.accept(id + " " + step.title() + ": " + step.state()
                            + (step.detail().isEmpty() ? "" : ": " + step.detail()));
                }
            }
            case Change.Sampled _ -> {}
        }
    }

    @Override
    public String address() {
        return server.address();
    }

    /** One line for each route. */
    public List<String> table() {
        return server.table();
    }

    @Override
    public String link() {
        return gate.link().text();
    }

    /**
     * Ends it, in the order in which nobody is left waiting. Hosts and journal stay open: threads may still be working on a
     * migration until the process ends, and what they wrote is on the disk.
     */
    @Override
    public void close() {
        server.close();
        underway.close();
        watch.close();
        threads.close();
        log.accept("the server has ended");
    }
}
