package io.godwit.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What a benchmark saw, and what follows from it. Pure. */
public record BenchFigures(String machine, String emulation, int rounds, double standstillGapMillis, List<Shot> shots,
        List<Line> lines, List<Ratio> ratios, Foretold foretold) {
    static final String VIRSH = "virsh";

    public BenchFigures {
        shots = List.copyOf(shots);
        lines = List.copyOf(lines);
        ratios = List.copyOf(ratios);
    }

    /**
     * One move by one means.
     *
     * @param seconds of the whole command, from the moment it is typed to the moment it returns
     * @param moveSeconds of it the move itself: for Godwit from the journal's first entry to its last, proof and removal
     *     of the old image included; for virsh the whole command
     * @param freezeMillis the longest gap over the longest at standstill
     * @param bytes memory that was sent and space that the new images take
     * @param foretold what the plan said beforehand; empty for virsh
     */
    public record Shot(int round, String move, String means, double seconds, double moveSeconds, long downtimeMillis,
            double freezeMillis, double longestGapMillis, int above100, int framesLost, int framesLate, long bytes,
            Optional<Expected> foretold) {}

    /** What a plan said. */
    public record Expected(double seconds, long downtimeMillis) {}

    /** One figure of many runs. */
    public record Spread(double median, double p95, double max) {
        static Spread of(List<Shot> shots, ToDoubleFunction<Shot> figure) {
            double[] sorted = shots.stream().mapToDouble(figure).sorted().toArray();
            return new Spread(BenchFigures.median(sorted), sorted[(int) Math.ceil(sorted.length * 0.95) - 1],
                    sorted[sorted.length - 1]);
        }
    }

    /** One move by one means, over all rounds. */
    public record Line(String move, String means, int runs, Spread freezeMillis, Spread longestGapMillis,
            Spread downtimeMillis, Spread seconds, Spread moveSeconds, Spread bytes) {}

    /**
     * Godwit over virsh: each run is set against the one by virsh just before it, and this is the median of the pairs.
     *
     * @param addedSeconds what the whole command takes more than virsh's
     */
    public record Ratio(String move, String means, int pairs, double freeze, double longestGap, double seconds,
            double moveSeconds, double addedSeconds) {}

    /**
     * How well plans foretold.
     *
     * @param misses in words
     */
    public record Foretold(int plans, int secondsWithin30Percent, int downtimeWithinFactor2, List<String> misses) {
        public Foretold {
            misses = List.copyOf(misses);
        }
    }

    static BenchFigures of(String machine, String emulation, double standstill, List<Shot> shots) {
        List<Line> lines = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        for (String move : shots.stream().map(Shot::move).distinct().toList()) {
            for (String means : shots.stream().filter(shot -> shot.move().equals(move)).map(Shot::means).distinct()
                    .toList()) {
                lines.add(line(move, means, of(shots, move, means)));
                if (!means.equals(VIRSH)) {
                    ratios.add(ratio(move, means, shots));
                }
            }
        }
        int rounds = shots.stream().mapToInt(Shot::round).max().orElse(0);
        return new BenchFigures(machine, emulation, rounds, standstill, shots, lines, ratios, foretold(shots));
    }

    private static Line line(String move, String means, List<Shot> shots) {
        return new Line(move, means, shots.size(), Spread.of(shots, Shot::freezeMillis),
                Spread.of(shots, Shot::longestGapMillis), Spread.of(shots, Shot::downtimeMillis),
                Spread.of(shots, Shot::seconds), Spread.of(shots, Shot::moveSeconds), Spread.of(shots, Shot::bytes));
    }

    /** A pair of runs, one after the other. */
    private record Pair(Shot virsh, Shot godwit) {
        double of(ToDoubleFunction<Shot> figure) {
            return figure.applyAsDouble(godwit) / Math.max(0.001, figure.applyAsDouble(virsh));
        }
    }

    private static Ratio ratio(String move, String means, List<Shot> shots) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < shots.size(); i++) {
            Shot godwit = shots.get(i);
            if (godwit.move().equals(move) && godwit.means().equals(means)
                    && shots.get(i - 1).means().equals(VIRSH)) {
                pairs.add(new Pair(shots.get(i - 1), godwit));
            }
        }
        return new Ratio(move, means, pairs.size(),
                medianOf(pairs, pair -> pair.of(shot -> Math.max(1, shot.freezeMillis()))),
                medianOf(pairs, pair -> pair.of(Shot::longestGapMillis)),
                medianOf(pairs, pair -> pair.of(Shot::seconds)),
                medianOf(pairs, pair -> pair.of(Shot::moveSeconds)),
                medianOf(pairs, pair -> pair.godwit().seconds() - pair.virsh().seconds()));
    }

    private static Foretold foretold(List<Shot> shots) {
        List<Shot> planned = shots.stream().filter(shot -> shot.foretold().isPresent()).toList();
        List<String> misses = new ArrayList<>();
        int seconds = 0;
        int downtime = 0;
        for (Shot shot : planned) {
            Expected expected = shot.foretold().orElseThrow();
            boolean inTime = Math.abs(shot.moveSeconds() - expected.seconds()) <= 0.3 * shot.moveSeconds();
            boolean stood = within2(shot.downtimeMillis(), expected.downtimeMillis());
            seconds += inTime ? 1 : 0;
            downtime += stood ? 1 : 0;
            String which = "round " + shot.round() + ", " + shot.move() + " by " + shot.means() + ": ";
            if (!inTime) {
                misses.add(which + String.format(java.util.Locale.ROOT, "%.1f s foretold, %.1f s taken",
                        expected.seconds(), shot.moveSeconds()));
            }
            if (!stood) {
                misses.add(which + expected.downtimeMillis() + " ms downtime foretold, " + shot.downtimeMillis()
                        + " ms taken");
            }
        }
        return new Foretold(planned.size(), seconds, downtime, misses);
    }

    /** Where nothing stood still, nothing must be foretold. */
    private static boolean within2(long measured, long expected) {
        return measured == 0 ? expected == 0 : measured <= 2 * expected && expected <= 2 * measured;
    }

    private static List<Shot> of(List<Shot> shots, String move, String means) {
        return shots.stream().filter(shot -> shot.move().equals(move) && shot.means().equals(means)).toList();
    }

    private static double medianOf(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return median(pairs.stream().mapToDouble(figure).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
