package io.godwit.demo;

import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.lab.Command;
import io.godwit.lab.LabException;
import io.godwit.lab.LabOptions;
import io.godwit.port.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The same moves with plain virsh and with Godwit, in turn, in one run: the machine is noisy, so that only medians of
 * pairs say anything. Both are whole commands, from the moment they are typed to the moment they return.
 */
public final class Bench {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofSeconds(3);
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

    /**
     * One move by one means.
     *
     * @param seconds of the whole command
     * @param moveSeconds of it the move itself: for Godwit from the journal's first entry to its last, proof and removal
     *     of the old image included; for virsh the whole command
     */
    public record Shot(String move, String means, double seconds, double moveSeconds, long downtimeMillis,
            double longestGapMillis,
            int gapsAbove100Millis, int framesLost) {}

    /** Medians of one move: virsh, Godwit, and what Godwit adds. */
    public record Line(String move, String means, int rounds, double seconds, double addedSeconds, double moveSeconds,
            double downtimeMillis,
            double longestGapMillis) {}

    /** All that was measured. */
    public record Result(String machine, String emulation, double standstillGapMillis, List<Shot> shots,
            List<Line> medians) {}

    public Result run(int rounds) {
        try (Stage stage = Stage.up(options, progress);
                Session session = sessions.open(Optional.of(stage.lab.clusterFile()), ProgressListener.NONE)) {
            stage.rest(SETTLE);
            double standstill = Watched.standstill(stage, Duration.ofSeconds(12)).longestGapMillis();
            List<Shot> shots = new ArrayList<>();
            Shots by = new Shots(stage, session, shots);
            for (int round = 1; round <= rounds; round++) {
                progress.accept("round " + round + " of " + rounds);
                by.round();
            }
            return new Result(Machine.name(), stage.lab.emulation().toString(), standstill, shots, medians(shots));
        }
    }

    /** A round begins and ends with the VM on vnode2 and its disk on nas2. */
    private final class Shots {
        private final Stage stage;
        private final Session session;
        private final List<Shot> shots;
        private final PlainVirsh virsh;

        Shots(Stage stage, Session session, List<Shot> shots) {
            this.stage = stage;
            this.session = session;
            this.shots = shots;
            this.virsh = new PlainVirsh(stage.lab);
        }

        void round() {
            virsh("hypervisor", "vnode3", () -> virsh.hypervisor("vnode2", "vnode3"));
            godwit("hypervisor", "godwit", "--to", "vnode2");
            virsh("nas", "vnode2", () -> virsh.nas("vnode2", "nas1"));
            godwit("nas", "godwit", "--disks-to", "nas2");
            virsh("both", "vnode3", () -> virsh.both("vnode2", "vnode3", "nas1"));
            godwit("both", "godwit staged", "--to", "vnode2", "--disks-to", "nas2", "--mode", "staged");
            virsh("both", "vnode3", () -> virsh.both("vnode2", "vnode3", "nas1"));
            godwit("both", "godwit atomic", "--to", "vnode2", "--disks-to", "nas2", "--mode", "atomic");
        }

        private void virsh(String move, String target, Runnable work) {
            shoot(move, "virsh", () -> {
                work.run();
                return move;
            }, () -> move.equals("nas") ? 0 : virsh.downtimeMillis(target));
        }

        private void godwit(String move, String means, String... words) {
            List<String> all = new ArrayList<>(
                    List.of(launcher, "migrate", Stage.VM, "--yes", "-o", "json", "--cluster",
                            stage.lab.clusterFile().toString()));
            all.addAll(List.of(words));
            shoot(move, means,
                    () -> Command.of(all.toArray(String[]::new)).within(Duration.ofMinutes(3)).run(),
                    this::lastDowntime);
        }

        private long lastDowntime() {
            MigrationRecord last = session.journal().migrations().getFirst();
            return session.journal().measured(last.id()).downtime().map(Duration::toMillis).orElse(0L);
        }

        private double lastSeconds() {
            MigrationRecord last = session.journal().migrations().getFirst();
            return Duration.between(last.began(), last.ended().orElseThrow()).toMillis() / 1000.0;
        }

        private void shoot(String move, String means, Supplier<String> work, Supplier<Long> downtime) {
            Watched<String> watched = Watched.of(stage, work);
            if (!stage.client.connected()) {
                throw new LabException("the client lost its RDP connection during " + move + " by " + means);
            }
            double moveSeconds = means.equals("virsh") ? watched.seconds() : lastSeconds();
            Shot shot = new Shot(move, means, watched.seconds(), moveSeconds, downtime.get(),
                    watched.experience().longestGapMillis(),
                    watched.experience().gapsAbove100Millis(), watched.experience().framesLost());
            shots.add(shot);
            progress.accept(
                    String.format(java.util.Locale.ROOT, "  %-10s %-13s %6.2f s  downtime %4d ms  longest gap %4.0f ms",
                            move, means, shot.seconds(), shot.downtimeMillis(), shot.longestGapMillis()));
            stage.rest(PAUSE);
        }
    }

    private static List<Line> medians(List<Shot> shots) {
        List<Line> lines = new ArrayList<>();
        for (String move : List.of("hypervisor", "nas", "both")) {
            List<Shot> virsh = of(shots, move, "virsh");
            double base = median(virsh.stream().mapToDouble(Shot::seconds).toArray());
            shots.stream().filter(shot -> shot.move().equals(move)).map(Shot::means).distinct()
                    .forEach(means -> lines.add(line(move, means, of(shots, move, means), base)));
        }
        return lines;
    }

    private static Line line(String move, String means, List<Shot> shots, double base) {
        double seconds = median(shots.stream().mapToDouble(Shot::seconds).toArray());
        return new Line(move, means, shots.size(), seconds, seconds - base,
                median(shots.stream().mapToDouble(Shot::moveSeconds).toArray()),
                median(shots.stream().mapToDouble(Shot::downtimeMillis).toArray()),
                median(shots.stream().mapToDouble(Shot::longestGapMillis).toArray()));
    }

    private static List<Shot> of(List<Shot> shots, String move, String means) {
        return shots.stream().filter(shot -> shot.move().equals(move) && shot.means().equals(means)).toList();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
