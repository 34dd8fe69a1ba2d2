package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.experience.Gaps;
import io.godwit.experience.NetworkExperience;
import io.godwit.experience.NetworkProbe;
import io.godwit.experience.RdpClient;
import io.godwit.experience.ScreenExperience;
import io.godwit.experience.ScreenProbe;
import io.godwit.experience.ScreenSample;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Misuse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The probes alone: what a client sees of a guest, with or without a migration. */
@Command(name = "probe", description = "what a client sees of a guest, with or without a migration", synopsisSubcommandLabel = "(rdp | tcp)")
final class ProbeCommand {
    private static final Duration LOGIN = Duration.ofMinutes(1);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private final Console console;

    @SuppressWarnings("unused") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    private boolean help;

    ProbeCommand(Console console) {
        this.console = console;
    }

    /** The options that both probes have. */
    static final class Watch {
        @Option(names = "--for", paramLabel = "SECONDS", defaultValue = "10", description = "how long to watch")
        private int seconds = 10;

        @Option(names = "--raw", paramLabel = "FILE", description = "also write what was seen: microseconds since 1970, "
                + "and the video's frame number, -1 for none")
        private @Nullable Path raw;

        @Mixin
        private Common common = new Common();
    }

    @Command(name = "rdp", description = "watch a desktop as a person does: FreeRDP on a screen of its own, every change "
            + "of its picture")
    int rdp(@Parameters(paramLabel = "HOST") String host,
            @Option(names = "--user", defaultValue = "viewer") String user,
            @Option(names = "--password", description = "else $GODWIT_RDP_PASSWORD") @Nullable String password,
            @Option(names = "--netns", description = "the network namespace to connect from") @Nullable String namespace,
            @Mixin Watch watch) {
        String secret = Optional.ofNullable(password)
                .or(() -> Optional.ofNullable(System.getenv("GODWIT_RDP_PASSWORD")))
                .orElseThrow(() -> new Misuse("no password", "set GODWIT_RDP_PASSWORD, or give --password"));
        try {
            Path folder = Files.createTempDirectory("godwit-probe");
            try (RdpClient client = RdpClient.connect(
                    new RdpClient.Target(at(namespace), host, user, secret), folder);
                    AutoCloseable _ = onInterrupt(client)) {
                awaitPicture(client, host);
                try (ScreenProbe probe = ScreenProbe.on(client.framebuffer())) {
                    ScreenExperience seen = watch(watch, probe::between, ScreenExperience::gaps);
                    Optional.ofNullable(watch.raw).ifPresent(file -> write(file, probe.changes()));
                    return tell(watch, client.connected(), seen, List.of(
                            seen.changes() + " changes, " + seen.framesLost() + " frames lost, " + seen.framesLate()
                                    + " late, own sampling gap " + millis(seen.samplingGapMillis()),
                            words(seen.gaps())), "the RDP connection was lost");
                }
            } finally {
                remove(folder);
            }
        } catch (Failed | Misuse known) {
            throw known;
        } catch (Exception e) {
            throw new Failed("the RDP client cannot run: " + e.getMessage(), "apt-get install xvfb freerdp2-x11", e);
        }
    }

    private static List<String> at(@Nullable String namespace) {
        return namespace == null ? List.of() : List.of("ip", "netns", "exec", namespace);
    }

    @Command(name = "tcp", description = "ask a guest's network every 10 ms; an accepted connection and a refused one are "
            + "answers alike, so a port that nothing listens on does")
    int tcp(@Parameters(paramLabel = "HOST:PORT") String target,
            @Option(names = "--every", paramLabel = "MILLIS", defaultValue = "10") int every,
            @Mixin Watch watch) {
        try (NetworkProbe probe = NetworkProbe.of(address(target), Duration.ofMillis(Math.max(1, every)))) {
            NetworkExperience seen = watch(watch, probe::between, NetworkExperience::gaps);
            return tell(watch, seen.answered() > 0, seen, List.of(
                    String.format(Locale.ROOT,
                            "%d packets, %d answered, round trip %.2f ms in the median, %.1f ms at worst",
                            seen.sent(), seen.answered(), seen.medianRoundTripMillis(), seen.worstRoundTripMillis()),
                    words(seen.gaps())), target + " answered nothing");
        }
    }

    static InetSocketAddress address(String target) {
        int colon = target.lastIndexOf(':');
        try {
            InetSocketAddress address = new InetSocketAddress(target.substring(0, Math.max(0, colon)),
                    Integer.parseInt(target.substring(colon + 1)));
            if (colon <= 0 || address.isUnresolved()) {
                throw new Misuse("'" + target + "' names no host that can be found", "godwit probe tcp HOST:PORT");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new Misuse("'" + target + "' is not HOST:PORT", "godwit probe tcp 192.0.2.10:3389");
        }
    }

    private static AutoCloseable onInterrupt(RdpClient client) {
        Thread hook = Thread.ofPlatform().unstarted(client::close);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void awaitPicture(RdpClient client, String host) throws IOException {
        console.say("connecting to " + host + " ...");
        if (!client.awaitPicture(LOGIN)) {
            throw new Failed("no picture from " + host + " within " + LOGIN.toSeconds() + " s: " + client.said(),
                    "look whether the address, the user and the password are right");
        }
    }

    private <T> T watch(Watch watch, BiFunction<Long, Long, T> between, java.util.function.Function<T, Gaps> gaps) {
        long began = System.nanoTime();
        for (int second = 1; second <= watch.seconds; second++) {
            long until = began + second * SECOND_NANOS;
            while (until - System.nanoTime() > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(until - System.nanoTime());
            }
            Gaps last = gaps.apply(between.apply(until - SECOND_NANOS, until));
            console.say(String.format(Locale.ROOT, "%4d s  longest gap %4.0f ms", second, last.longestMillis()));
        }
        return between.apply(began, System.nanoTime());
    }

    private int tell(Watch watch, boolean alive, Object seen, List<String> lines, String problem) {
        if (watch.common.format().machine()) {
            console.data(console.documents().write(watch.common.format(), seen));
        } else {
            console.data(lines);
        }
        if (!alive) {
            throw new Failed(problem, "the figures above end where it happened");
        }
        return ExitCode.DONE;
    }

    private static String words(Gaps gaps) {
        return "longest gap " + millis(gaps.longestMillis()) + ", median " + millis(gaps.medianMillis()) + ", "
                + gaps.above100() + " above 100 ms, together " + millis(gaps.sumAbove100Millis());
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.0f ms", value);
    }

    private static void write(Path file, List<ScreenSample> changes) {
        long toEpochMicros = java.time.temporal.ChronoUnit.MICROS.between(java.time.Instant.EPOCH,
                java.time.Instant.now()) - System.nanoTime() / 1000;
        try {
            Files.write(file, changes.stream()
                    .map(change -> (change.nanos() / 1000 + toEpochMicros) + " " + change.frame()).toList());
        } catch (IOException e) {
            throw new Failed("the raw figures could not be written: " + e.getMessage(), "--raw FILE", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
