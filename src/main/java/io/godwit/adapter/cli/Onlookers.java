package io.godwit.adapter.cli;

import io.godwit.experience.Feeling;
import io.godwit.experience.NetworkProbe;
import io.godwit.experience.RdpClient;
import io.godwit.experience.ScreenProbe;
import io.godwit.journal.Felt;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Misuse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The probes that watch a migration for a person who asked for it with --probe. */
final class Onlookers implements AutoCloseable {
    private static final Duration STANDSTILL = Duration.ofSeconds(4);
    private static final Duration LOGIN = Duration.ofMinutes(1);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final int DISCARD = 9;
    private static final int RDP = 3389;

    private final List<Onlooker> watching = new ArrayList<>();
    private long standstillFrom;
    private long began;

    /** One probe: what it felt between two moments, beside what it felt between two others. */
    private interface Onlooker extends AutoCloseable {
        Felt felt(long standstillFrom, long began, long ended);

        @Override
        void close();
    }

    /**
     * Begins to watch, first with nothing moving.
     *
     * @param probes rdp://USER@HOST or tcp://HOST:PORT
     */
    static Onlookers of(List<String> probes, Console console) {
        Onlookers all = new Onlookers();
        try {
            for (String probe : probes) {
                all.watching.add(onlooker(probe));
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        if (!probes.isEmpty()) {
            console.say("watching for " + STANDSTILL.toSeconds() + " s with nothing moving");
            all.standstillFrom = System.nanoTime();
            LockSupport.parkNanos(STANDSTILL.toNanos());
        }
        all.began = System.nanoTime();
        return all;
    }

    private static Onlooker onlooker(String text) {
        URI probe;
        try {
            probe = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
        if (probe.getHost() == null) {
            throw unknown(text);
        }
        return switch (String.valueOf(probe.getScheme())) {
            case "tcp" ->
                network(new InetSocketAddress(probe.getHost(), probe.getPort() < 0 ? DISCARD : probe.getPort()));
            case "rdp" -> screen(probe.getHost() + ":" + (probe.getPort() < 0 ? RDP : probe.getPort()),
                    Optional.ofNullable(probe.getUserInfo()).orElse(""));
            case String _ -> throw unknown(text);
        };
    }

    private static Misuse unknown(String text) {
        return new Misuse("'" + text + "' is no probe",
                "--probe rdp://USER@HOST (the password in GODWIT_RDP_PASSWORD), or "
                        + "--probe tcp://HOST:PORT");
    }

    private static Onlooker network(InetSocketAddress address) {
        NetworkProbe probe = NetworkProbe.of(address, EVERY);
        return new Onlooker() {
            @Override
            public Felt felt(long standstillFrom, long began, long ended) {
                return Feeling.of(probe.between(began, ended),
                        probe.between(standstillFrom, began).gaps().longestMillis(), (double) EVERY.toMillis());
            }

            @Override
            public void close() {
                probe.close();
            }
        };
    }

    private static Onlooker screen(String address, String user) {
        String password = Optional.ofNullable(System.getenv("GODWIT_RDP_PASSWORD"))
                .orElseThrow(() -> new Misuse("no password for the RDP probe", "set GODWIT_RDP_PASSWORD"));
        try {
            Path folder = Files.createTempDirectory("godwit-probe");
            RdpClient client = RdpClient.connect(new RdpClient.Target(List.of(), address, user, password),
                    folder);
            if (!client.awaitPicture(LOGIN)) {
                String said = client.said();
                client.close();
                throw new Failed("no picture from " + address + ": " + said,
                        "look whether the address, the user and the password are right; nothing was moved");
            }
            ScreenProbe probe = ScreenProbe.on(client.framebuffer());
            return new Onlooker() {
                @Override
                public Felt felt(long standstillFrom, long began, long ended) {
                    return Feeling.of(probe.between(began, ended),
                            probe.between(standstillFrom, began).gaps().longestMillis());
                }

                @Override
                public void close() {
                    probe.close();
                    client.close();
                }
            };
        } catch (IOException e) {
            throw new Failed("the RDP client cannot run: " + e.getMessage(), "apt-get install xvfb freerdp2-x11", e);
        }
    }

    /** What they felt since the beginning, and two seconds from now. */
    List<Felt> felts() {
        if (watching.isEmpty()) {
            return List.of();
        }
        LockSupport.parkNanos(AFTER.toNanos());
        long ended = System.nanoTime();
        return watching.stream().map(onlooker -> onlooker.felt(standstillFrom, began, ended)).toList();
    }

    @Override
    public void close() {
        watching.forEach(Onlooker::close);
    }
}
