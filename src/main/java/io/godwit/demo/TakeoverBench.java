package io.godwit.demo;

import io.godwit.demo.TakeoverFigures.Shot;
import io.godwit.demo.TakeoverFigures.Spread;
import io.godwit.demo.TakeoverFigures.Standstill;
import io.godwit.lab.Command;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.GuestSpec.DiskSpec;
import io.godwit.lab.LabException;
import io.godwit.lab.LabOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An export goes there and back by plain Pacemaker (crm_resource --move of the whole group) and by Godwit, in turn, under a guest
 * that writes all the time and a desktop that plays a video. Which of the two goes first changes from one way to the other, so that
 * neither always follows the other's. Then the writer goes to another hypervisor while its export goes to another server: by virsh
 * and crm_resource, which know nothing of each other, and by Godwit.
 */
public final class TakeoverBench {
    private static final String WRITER = "writer1";
    private static final double RECORDS_PER_SECOND = 100;
    private static final Duration SETTLE = Duration.ofSeconds(8);
    /** As long as a takeover is watched. */
    private static final Duration STANDSTILL = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private final LabOptions options;
    private final String launcher;
    private final Consumer<String> progress;

    /**
     * Where to run.
     *
     * @param options a lab with a Pacemaker pair
     * @param launcher the command that people type
     */
    public TakeoverBench(LabOptions options, String launcher, Consumer<String> progress) {
        this.options = options;
        this.launcher = launcher;
        this.progress = progress;
    }

    public TakeoverFigures run(int rounds) {
        try (Stage stage = Stage.up(options, progress)) {
            stage.lab.addVm(GuestSpec.tiny(WRITER, "vnode3", "desktops")
                    // So small that it has only small and medium records: a large one takes as long as a stall.
                    .withDisks(new DiskSpec("vda", "desktops", GuestSpec.Form.NETWORK, "raw", 1, 16))
                    .writing(RECORDS_PER_SECOND));
            Stage.rest(SETTLE);
            try (WriteProbe writes = WriteProbe.of(stage.lab.acknowledgements(), WRITER)) {
                Rounds by = new Rounds(stage, writes);
                progress.accept("a first round, which is not counted");
                by.round(0);
                by.forget();
                for (int round = 1; round <= rounds; round++) {
                    progress.accept("round " + round + " of " + rounds);
                    by.round(round);
                }
                if (!stage.lab.check(WRITER).stream().allMatch(check -> check.good())) {
                    throw new LabException("records of " + WRITER + " are missing");
                }
                progress.accept("every record that " + WRITER + " acknowledged is there");
                return TakeoverFigures.of(Machine.name(), stage.lab.emulation().toString(), by.standstills,
                        by.shots);
            }
        }
    }

    /** A round begins and ends with the export on nas2. */
    private final class Rounds {
        private final Stage stage;
        private final WriteProbe writes;
        private final List<Shot> shots = new ArrayList<>();
        private final List<Standstill> standstills = new ArrayList<>();
        private int round;
        private String writerOn = "vnode3";

        Rounds(Stage stage, WriteProbe writes) {
            this.stage = stage;
            this.writes = writes;
        }

        void forget() {
            shots.clear();
            standstills.clear();
        }

        void round(int number) {
            round = number;
            lookAtStandstill();
            move(TakeoverFigures.PLAIN, "nas1");
            move(TakeoverFigures.GODWIT, "nas2");
            lookAtStandstill();
            move(TakeoverFigures.GODWIT, "nas1");
            move(TakeoverFigures.PLAIN, "nas2");
            boolean plainFirst = number % 2 == 1;
            together(plainFirst ? TakeoverFigures.PLAIN : TakeoverFigures.GODWIT, "nas1");
            together(plainFirst ? TakeoverFigures.GODWIT : TakeoverFigures.PLAIN, "nas2");
        }

        private void lookAtStandstill() {
            long from = System.nanoTime();
            double gap = Watched.standstill(stage, STANDSTILL).gaps().longestMillis();
            standstills.add(new Standstill(gap, writes.longestStallMillis(from, System.nanoTime())));
            Stage.rest(PAUSE);
        }

        private double standstillGap() {
            return Spread.of(standstills, Standstill::gapMillis).median();
        }

        private void move(String means, String to) {
            watch(to.equals("nas1") ? "there" : "back", means,
                    means.equals(TakeoverFigures.PLAIN)
                            ? () -> plain(to)
                            : () -> godwit("takeover", "desktops", "--to", to));
        }

        private void together(String means, String nas) {
            String from = writerOn;
            writerOn = from.equals("vnode3") ? "vnode2" : "vnode3";
            watch("together", means,
                    means.equals(TakeoverFigures.PLAIN)
                            ? () -> blindly(from, writerOn, nas)
                            : () -> godwit("migrate", WRITER, "--to", writerOn, "--with-takeover", "desktops=" + nas));
        }

        private void watch(String way, String means, Runnable deed) {
            long from = System.nanoTime();
            Watched<Boolean> watched = Watched.of(stage, () -> {
                deed.run();
                return true;
            });
            double gap = watched.experience().gaps().longestMillis();
            Shot shot = new Shot(round, way, means, watched.seconds(),
                    writes.longestStallMillis(from, System.nanoTime()), gap, Math.max(0, gap - standstillGap()));
            if (!stage.client.connected()) {
                throw new LabException("the client lost its connection in round " + round);
            }
            shots.add(shot);
            progress.accept(
                    String.format(Locale.ROOT, "  %-8s %-9s %5.2f s  longest stall %5.0f ms  longest gap %4.0f ms",
                            shot.way(), means, shot.seconds(), shot.stallMillis(), gap));
            Stage.rest(PAUSE);
        }

        /** As an administrator does it, who takes the constraint away again. */
        private void plain(String to) {
            var _ = stage.lab.onHost("nas1", "crm_resource", "--move", "--resource", "desktops", "--node", to).run();
            var _ = stage.lab.onHost("nas1", "crm_resource", "--wait", "--timeout=60s").within(Duration.ofMinutes(2))
                    .run();
            var _ = stage.lab.onHost("nas1", "crm_resource", "--clear", "--resource", "desktops").run();
        }

        /** Both at the same moment, as two administrators may. */
        private void blindly(String from, String to, String nas) {
            FutureTask<Boolean> memory = new FutureTask<>(
                    () -> new PlainVirsh(stage.lab).hypervisor(WRITER, from, to), true);
            Thread.ofPlatform().start(memory);
            plain(nas);
            try {
                var _ = memory.get(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new LabException("virsh did not move " + WRITER + " to " + to + ": " + e.getMessage(), e);
            }
        }

        private void godwit(String... words) {
            List<String> all = new ArrayList<>(List.of(launcher));
            all.addAll(List.of(words));
            all.addAll(List.of("--yes", "-o", "json", "--cluster", stage.lab.clusterFile().toString()));
            var _ = Command.of(all.toArray(String[]::new)).within(Duration.ofMinutes(2)).run();
        }
    }
}
