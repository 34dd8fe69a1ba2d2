package io.godwit.demo;

import io.godwit.demo.BenchFigures.Expected;
import io.godwit.demo.BenchFigures.Shot;
import io.godwit.execute.Session;
import io.godwit.experience.Feeling;
import io.godwit.experience.ScreenExperience;
import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.lab.Command;
import io.godwit.lab.LabException;
import io.godwit.lab.LabOptions;
import io.godwit.port.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The same moves with plain virsh and with Godwit, in turn, in one run: the machine is noisy, so that only medians of
 * pairs say anything. Both are whole commands, from the moment they are typed to the moment they return. The first
 * rounds are not counted: they warm the caches, and their plans have nothing to learn from.
 */
public final class Bench {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final int UNCOUNTED = 2;
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration STANDSTILL = Duration.ofSeconds(6);
    private final LabOptions options;
    private final Session.Opening sessions;
    private final String launcher;
    private final Consumer<String> progress;

    /**
     * Where to run.
     *
     * @param launcher the command that people type
     */
    public Bench(LabOptions options, Session.Opening sessions, String launcher, Consumer<String> progress) {
        this.options = options;
        this.sessions = sessions;
        this.launcher = launcher;
        this.progress = progress;
    }

    public BenchFigures run(int rounds) {
        try (Stage stage = Stage.up(options, progress);
                Session session = sessions.open(Optional.of(stage.lab.clusterFile()), ProgressListener.NONE)) {
            Stage.rest(SETTLE);
            Rounds by = new Rounds(stage, session);
            progress.accept(UNCOUNTED + " first rounds, which are not counted");
            by.teach(UNCOUNTED);
            for (int round = 1; round <= rounds; round++) {
                progress.accept("round " + round + " of " + rounds);
                by.round(round);
            }
            return BenchFigures.of(Machine.name(), stage.lab.emulation().toString(), by.standstill(), by.shots);
        }
    }

    /** A round begins and ends with the VM on vnode2 and its disk on nas2. */
    private final class Rounds {
        private static final String GODWIT = "godwit";
        private static final String URGENT = "godwit urgent";
        private static final String SERVER = "godwit serve";
        private final Stage stage;
        private final Session session;
        private final PlainVirsh virsh;
        private final List<Shot> shots = new ArrayList<>();
        private final List<Double> standstills = new ArrayList<>();
        private int round;

        Rounds(Stage stage, Session session) {
            this.stage = stage;
            this.session = session;
            this.virsh = new PlainVirsh(stage.lab);
        }

        double standstill() {
            return BenchFigures.median(standstills.stream().mapToDouble(gap -> gap).toArray());
        }

        /** Whole rounds, watched like the others: without the watcher everything goes a third faster. */
        void teach(int rounds) {
            for (int taught = 0; taught < rounds; taught++) {
                round(0);
            }
            shots.clear();
            standstills.clear();
        }

        void round(int number) {
            round = number;
            lookAtStandstill();
            virshToVnode3();
            godwit("hypervisor", GODWIT, "--to", "vnode2");
            serverAfterVirsh();
            for (String means : List.of(GODWIT, URGENT)) {
                virsh("nas", "vnode2", () -> virsh.nas("vnode2", "nas1"));
                godwit("nas", means, "--disks-to", "nas2");
                virsh("both", "vnode3", () -> virsh.both("vnode2", "vnode3", "nas1"));
                godwit("both", means, "--to", "vnode2", "--disks-to", "nas2");
            }
        }

        private void virshToVnode3() {
            virsh("hypervisor", "vnode3", () -> virsh.hypervisor(Stage.VM, "vnode2", "vnode3"));
        }

        /**
         * What of a command's time is the start of a program: a server has started before. It looks at the hosts all the
         * time, so it stays for this pair only.
         */
        private void serverAfterVirsh() {
            try (RunningServer server = RunningServer.start(launcher, stage)) {
                server.rehearse(Stage.VM, Map.of("to", "vnode3"));
                virshToVnode3();
                godwit("hypervisor", SERVER, () -> server.migrate(Stage.VM, Map.of("to", "vnode2")));
            }
        }

        private void lookAtStandstill() {
            standstills.add(Watched.standstill(stage, STANDSTILL).gaps().longestMillis());
        }

        private void virsh(String move, String target, Runnable work) {
            Watched<Boolean> watched = Watched.of(stage, () -> {
                work.run();
                return true;
            });
            PlainVirsh.Figures figures = virsh.figures(target, move);
            add(shot(move, BenchFigures.VIRSH, watched, watched.seconds(), figures.downtimeMillis(), figures.bytes(),
                    Optional.empty()));
        }

        private void godwit(String move, String means, String... where) {
            List<String> words = new ArrayList<>(List.of(where));
            words.addAll(List.of("--policy", means.equals(URGENT) ? "urgent" : "balanced"));
            godwit(move, means, () -> command(words.toArray(String[]::new)).run());
        }

        private void godwit(String move, String means, Supplier<String> work) {
            Watched<String> watched = Watched.of(stage, work);
            MigrationRecord last = session.journal().migrations().getFirst();
            Measured measured = session.journal().measured(last.id());
            session.journal().felt(last.id(), Feeling.of(watched.experience(), standstill()));
            double seconds = Duration.between(last.began(), last.ended().orElseThrow()).toMillis() / 1000.0;
            add(shot(move, means, watched, seconds, measured.downtime().map(Duration::toMillis).orElse(0L),
                    measured.memory().count() + measured.disk().count(),
                    Optional.of(new Expected(last.plan().prediction().duration().toMillis() / 1000.0,
                            last.plan().prediction().downtime().toMillis()))));
        }

        private Command command(String... words) {
            List<String> all = new ArrayList<>(
                    List.of(launcher, "migrate", Stage.VM, "--yes", "--cluster",
                            stage.lab.clusterFile().toString()));
            all.addAll(List.of(words));
            return Command.of(all.toArray(String[]::new)).within(Duration.ofMinutes(3));
        }

        private Shot shot(String move, String means, Watched<?> watched, double moveSeconds, long downtimeMillis,
                long bytes, Optional<Expected> foretold) {
            ScreenExperience seen = watched.experience();
            return new Shot(round, move, means, watched.seconds(), moveSeconds, downtimeMillis,
                    Math.max(0, seen.gaps().longestMillis() - standstill()), seen.gaps().longestMillis(),
                    seen.gaps().above100(), seen.framesLost(), seen.framesLate(), bytes, foretold);
        }

        private void add(Shot shot) {
            if (!stage.client.connected() || shot.longestGapMillis() > shot.seconds() * 1000) {
                throw new LabException("the client saw nothing any more during " + shot.move() + " by " + shot.means()
                        + " in round " + shot.round());
            }
            shots.add(shot);
            progress.accept(String.format(Locale.ROOT, "  %-10s %-13s %6.2f s  downtime %4d ms  longest gap %4.0f ms",
                    shot.move(), shot.means(), shot.seconds(), shot.downtimeMillis(), shot.longestGapMillis()));
            Stage.rest(PAUSE);
        }
    }
}
