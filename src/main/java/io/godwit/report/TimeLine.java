package io.godwit.report;

import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Sample;
import io.godwit.report.Picture.Ink;
import io.godwit.report.Picture.Point;
import io.godwit.report.Picture.Shape;
import io.godwit.report.Report.StepLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A migration over time: its steps, how far disks and memory were, what the guest dirtied, when the vCPUs stood still by
 * QEMU's own stamps, and what the client saw. One clock for all of it, that of the machine Godwit runs on, but for QEMU's
 * stamps, which are their hosts'.
 */
public final class TimeLine {
    private static final int WIDTH = 900;
    private static final int LEFT = 130;
    private static final int RIGHT = 880;
    private static final int CURVE = 56;
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Story story;
    private final Instant from;
    private final double seconds;
    private final List<Shape> shapes = new ArrayList<>();
    private int y = 8;

    private TimeLine(Story story) {
        this.story = story;
        Report report = story.report();
        boolean watched = !story.felts().isEmpty();
        this.from = watched ? report.began().minus(BEFORE) : report.began();
        double own = Math.max(0.1, report.seconds().orElse(0.1));
        this.seconds = watched ? own + (BEFORE.toMillis() + AFTER.toMillis()) / 1000.0 : own;
    }

    public static Picture draw(Story story) {
        return new TimeLine(story).picture();
    }

    private Picture picture() {
        steps();
        curve("disks", Ink.ACCENT, sample -> sample.phase().startsWith("mirror") || sample.phase().equals("disks"),
                Sample::percent, 100, "copied, 0 to 100 %");
        curve("memory", Ink.ACCENT, sample -> sample.phase().equals("memory"), Sample::percent, 100,
                "sent, 0 to 100 %");
        dirtied();
        engine();
        story.felts().forEach(this::felt);
        axis();
        return new Picture(WIDTH, y + 8, "time line of " + story.report().id(), shapes);
    }

    private double x(Instant at) {
        double part = Duration.between(from, at).toNanos() / 1e9 / seconds;
        return LEFT + Math.clamp(part, 0, 1) * (RIGHT - LEFT);
    }

    private void label(String name) {
        shapes.add(new Shape.Label(new Point(0, y + 12), name, Ink.INK, true));
    }

    private void steps() {
        for (StepLine step : story.report().steps()) {
            if (step.began().isEmpty() || step.seconds().isEmpty()) {
                continue;
            }
            Instant began = step.began().get();
            double start = x(began);
            double end = x(began.plusMillis(Math.round(step.seconds().get() * 1000)));
            label(step.shortTitle());
            shapes.add(new Shape.Box(new Point(start, y), Math.max(2, end - start), 14,
                    step.state().equals("failed") ? Ink.BAD : Ink.BAR, step.title()));
            boolean room = end < RIGHT - 60;
            shapes.add(new Shape.Label(new Point(room ? end + 6 : start - 6, y + 11),
                    String.format(Locale.ROOT, "%.2f s", step.seconds().get()), Ink.DIM, room));
            y += 20;
        }
        y += 6;
    }

    private void curve(String name, Ink ink, Predicate<Sample> which, ToDoubleFunction<Sample> figure, double most,
            String words) {
        List<Sample> drawn = story.samples().stream().filter(which).toList();
        if (drawn.isEmpty()) {
            return;
        }
        label(name);
        shapes.add(new Shape.Label(new Point(0, y + 28), words, Ink.DIM, true));
        shapes.add(new Shape.Line(List.of(new Point(LEFT, y + CURVE), new Point(RIGHT, y + CURVE)), Ink.LINE, 1));
        shapes.add(new Shape.Line(drawn.stream().map(sample -> new Point(x(sample.at()),
                y + CURVE - Math.clamp(figure.applyAsDouble(sample) / most, 0, 1) * (CURVE - 6))).toList(), ink, 2));
        y += CURVE + 10;
    }

    private void dirtied() {
        double most = story.samples().stream().mapToDouble(sample -> sample.dirtyPerSecond().count()).max().orElse(0);
        if (most > 0) {
            curve("dirty rate", Ink.DIM, sample -> sample.phase().equals("memory"),
                    sample -> sample.dirtyPerSecond().count(), most,
                    "up to " + new io.godwit.model.Bytes((long) most) + "/s");
        }
    }

    /** From the last STOP to the RESUME that follows it, whichever hosts they were on. */
    private void engine() {
        stood(story.marks()).ifPresent(stood -> {
            label("vCPUs");
            shapes.add(new Shape.Line(List.of(new Point(LEFT, y + 7), new Point(RIGHT, y + 7)), Ink.BAR, 2));
            box(stood.from(), stood.millis(), "stood still, by QEMU's own stamps");
        });
    }

    static Optional<Felt.Stretch> stood(List<Mark> marks) {
        Optional<Mark> resume = marks.stream().filter(mark -> mark.what().equals("RESUME"))
                .reduce((_, later) -> later);
        Optional<Mark> stop = marks.stream().filter(mark -> mark.what().equals("STOP"))
                .filter(mark -> resume.filter(end -> !mark.at().isAfter(end.at())).isPresent())
                .reduce((_, later) -> later);
        return stop.flatMap(from -> resume
                .map(to -> new Felt.Stretch(from.at(), Duration.between(from.at(), to.at()).toNanos() / 1e6)));
    }

    private void felt(Felt felt) {
        label(felt.probe().equals("screen") ? "picture" : felt.probe());
        shapes.add(new Shape.Line(List.of(new Point(LEFT, y + 7), new Point(RIGHT, y + 7)), Ink.ACCENT, 2));
        felt.stretches().stream().filter(stretch -> stretch.millis() < felt.longestGapMillis()).forEach(
                stretch -> shapes.add(new Shape.Box(new Point(x(stretch.from()), y + 3), width(stretch), 8, Ink.BAD,
                        Math.round(stretch.millis()) + " ms without a change")));
        felt.stretches().stream().filter(stretch -> stretch.millis() >= felt.longestGapMillis()).findFirst()
                .ifPresentOrElse(longest -> box(longest.from(), longest.millis(), "the longest gap"), () -> y += 20);
    }

    private double width(Felt.Stretch stretch) {
        return Math.max(2, stretch.millis() / 1000 / seconds * (RIGHT - LEFT));
    }

    private void box(Instant at, double millis, String tip) {
        double start = x(at);
        double width = width(new Felt.Stretch(at, millis));
        shapes.add(new Shape.Box(new Point(start, y), width, 14, Ink.BAD, tip));
        boolean room = start + width < RIGHT - 60;
        shapes.add(new Shape.Label(new Point(room ? start + width + 6 : start - 6, y + 11), Math.round(millis) + " ms",
                Ink.INK, room));
        y += 20;
    }

    private void axis() {
        shapes.add(new Shape.Line(List.of(new Point(LEFT, y + 4), new Point(RIGHT, y + 4)), Ink.LINE, 1));
        double offset = Duration.between(from, story.report().began()).toMillis() / 1000.0;
        shapes.add(
                new Shape.Label(new Point(LEFT, y + 18),
                        String.format(Locale.ROOT, "%.1f s", offset == 0 ? 0.0 : -offset), Ink.DIM, true));
        shapes.add(new Shape.Label(new Point(RIGHT, y + 18), String.format(Locale.ROOT, "%.1f s", seconds - offset),
                Ink.DIM, false));
        y += 20;
    }

    /** The same for a terminal: a line of blocks for what the client saw, one for the vCPUs, one for each step. */
    public static List<String> blocks(Story story, int columns, boolean unicode) {
        return new TimeLine(story).rows(columns, unicode);
    }

    private List<String> rows(int columns, boolean unicode) {
        int cells = Math.max(20, columns - 14);
        List<String> lines = new ArrayList<>();
        for (StepLine step : story.report().steps()) {
            if (step.began().isPresent() && step.seconds().isPresent()) {
                lines.add(row(step.shortTitle(), cells, unicode ? "█" : "#", " ",
                        List.of(new Felt.Stretch(step.began().get(), step.seconds().get() * 1000))));
            }
        }
        stood(story.marks())
                .ifPresent(stood -> lines.add(row("vCPUs", cells, unicode ? "░" : ".", unicode ? "█" : "#",
                        List.of(stood))));
        story.felts().forEach(felt -> lines.add(row(felt.probe().equals("screen") ? "picture" : felt.probe(), cells,
                unicode ? "░" : ".", unicode ? "█" : "#", felt.stretches())));
        return lines;
    }

    private String row(String name, int cells, String inside, String outside, List<Felt.Stretch> stretches) {
        StringBuilder line = new StringBuilder(String.format("%-12.12s  ", name));
        double cell = seconds * 1000 / cells;
        for (int i = 0; i < cells; i++) {
            double begin = i * cell;
            boolean hit = stretches.stream().anyMatch(stretch -> {
                double start = Duration.between(from, stretch.from()).toNanos() / 1e6;
                return start < begin + cell && start + stretch.millis() > begin;
            });
            line.append(hit ? inside : outside);
        }
        return line.toString().stripTrailing();
    }
}
