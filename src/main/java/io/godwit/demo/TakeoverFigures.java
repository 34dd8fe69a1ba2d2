package io.godwit.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a benchmark of takeovers saw, and what follows from it. Pure.
 *
 * @param standstillGapMillis the picture's longest gap with nothing moving, of windows as long as a takeover is watched
 * @param standstillStallMillis the writer's longest stall in the same windows
 */
public record TakeoverFigures(String machine, String emulation, int rounds, int standstills,
        Spread standstillGapMillis, Spread standstillStallMillis, List<Shot> shots, List<Line> lines,
        List<Ratio> ratios) {
    static final String PLAIN = "pacemaker";
    static final String GODWIT = "godwit";

    public TakeoverFigures {
        shots = List.copyOf(shots);
        lines = List.copyOf(lines);
        ratios = List.copyOf(ratios);
    }

    /**
     * One takeover.
     *
     * @param way there (to nas1) or back (to nas2)
     * @param stallMillis the longest time without an acknowledged write
     * @param longestGapMillis the picture's longest gap
     * @param freezeMillis what that has over the one at standstill, in the median
     */
    public record Shot(int round, String way, String means, double seconds, double stallMillis, double longestGapMillis,
            double freezeMillis) {}

    /** What was seen with nothing moving. */
    record Standstill(double gapMillis, double stallMillis) {}

    /**
     * One way by one means, over all rounds: the median and the most.
     *
     * @param aboveStandstill how many had a longer gap than any window at standstill
     */
    public record Line(String way, String means, int runs, Spread stallMillis, Spread freezeMillis,
            Spread longestGapMillis, long aboveStandstill, Spread seconds) {}

    /** The median and the most of one figure. */
    public record Spread(double median, double max) {
        static <T> Spread of(List<T> seen, ToDoubleFunction<T> figure) {
            double[] sorted = seen.stream().mapToDouble(figure).sorted().toArray();
            return new Spread(BenchFigures.median(sorted), sorted[sorted.length - 1]);
        }
    }

    /** Godwit over plain Pacemaker: the median of the pairs of one round and way, and the ratio of the medians. */
    public record Ratio(String way, int pairs, double stallOfPairs, double stallOfMedians) {}

    static TakeoverFigures of(String machine, String emulation, List<Standstill> standstills, List<Shot> shots) {
        Spread gap = Spread.of(standstills, Standstill::gapMillis);
        List<Line> lines = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        for (String way : shots.stream().map(Shot::way).distinct().toList()) {
            for (String means : List.of(PLAIN, GODWIT)) {
                lines.add(line(way, means, of(shots, way, means), gap));
            }
            ratios.add(ratio(way, shots));
        }
        return new TakeoverFigures(machine, emulation, shots.stream().mapToInt(Shot::round).max().orElse(0),
                standstills.size(), gap, Spread.of(standstills, Standstill::stallMillis), shots, lines, ratios);
    }

    private static Line line(String way, String means, List<Shot> own, Spread standstill) {
        return new Line(way, means, own.size(), Spread.of(own, Shot::stallMillis), Spread.of(own, Shot::freezeMillis),
                Spread.of(own, Shot::longestGapMillis),
                own.stream().filter(shot -> shot.longestGapMillis() > standstill.max()).count(),
                Spread.of(own, Shot::seconds));
    }

    private static List<Shot> of(List<Shot> shots, String way, String means) {
        return shots.stream().filter(shot -> shot.way().equals(way) && shot.means().equals(means)).toList();
    }

    private static Ratio ratio(String way, List<Shot> shots) {
        List<Shot> plain = of(shots, way, PLAIN);
        double[] pairs = of(shots, way, GODWIT).stream().flatMapToDouble(godwit -> plain.stream()
                .filter(other -> other.round() == godwit.round())
                .mapToDouble(other -> godwit.stallMillis() / Math.max(1, other.stallMillis()))).toArray();
        double medians = Spread.of(of(shots, way, GODWIT), Shot::stallMillis).median()
                / Math.max(1, Spread.of(plain, Shot::stallMillis).median());
        return new Ratio(way, pairs.length, BenchFigures.median(pairs), medians);
    }
}
