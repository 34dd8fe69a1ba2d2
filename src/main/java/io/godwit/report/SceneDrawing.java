package io.godwit.report;

import io.godwit.report.Scene.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The scene as text: a box for each host, what it holds inside. */
public final class SceneDrawing {
    private static final int MOST_CHIPS = 6;
    private static final int LEAST_WIDTH = 10;
    private static final String BETWEEN = "          ";

    private final Strokes strokes;

    /** The characters that boxes are made of. */
    private record Strokes(String topLeft, String topRight, String bottomLeft, String bottomRight, String horizontal,
            String vertical) {
        static final Strokes UNICODE = new Strokes("┌", "┐", "└", "┘", "─", "│");
        static final Strokes ASCII = new Strokes("+", "+", "+", "+", "-", "|");
    }

    /** With box characters, or with those that every terminal has. */
    public SceneDrawing(boolean unicode) {
        this.strokes = unicode ? Strokes.UNICODE : Strokes.ASCII;
    }

    public List<String> draw(Scene scene) {
        int height = Math.max(1, IntStream.concat(scene.hypervisors().stream().mapToInt(box -> lines(box).size()),
                scene.nas().stream().mapToInt(box -> lines(box).size())).max().orElse(1));
        List<String> left = row(scene.hypervisors(), height);
        List<String> right = row(scene.nas(), height);
        List<String> drawing = new ArrayList<>();
        drawing.add(padded("HYPERVISORS", left.getFirst().length()) + BETWEEN + "NAS");
        for (int i = 0; i < left.size(); i++) {
            drawing.add((left.get(i) + BETWEEN + right.get(i)).stripTrailing());
        }
        return drawing;
    }

    private List<String> row(List<Box> boxes, int height) {
        List<List<String>> drawn = boxes.stream().map(box -> box(box, height)).toList();
        return IntStream.range(0, height + 3)
                .mapToObj(line -> drawn.stream().map(box -> box.get(line)).collect(Collectors.joining("  "))).toList();
    }

    private List<String> box(Box box, int height) {
        List<String> inside = lines(box);
        int width = Math.max(LEAST_WIDTH,
                Math.max(box.name().length(), inside.stream().mapToInt(String::length).max().orElse(0)) + 2);
        List<String> drawn = new ArrayList<>();
        drawn.add(strokes.topLeft() + strokes.horizontal().repeat(width) + strokes.topRight());
        drawn.add(line(centred(box.name(), width)));
        for (int i = 0; i < height; i++) {
            drawn.add(line(centred(i < inside.size() ? inside.get(i) : "", width)));
        }
        drawn.add(strokes.bottomLeft() + strokes.horizontal().repeat(width) + strokes.bottomRight());
        return drawn;
    }

    private static List<String> lines(Box box) {
        if (!box.seen()) {
            return List.of("(no answer)");
        }
        List<String> lines = new ArrayList<>(
                box.chips().stream().limit(MOST_CHIPS).map(chip -> "[" + chip + "]").toList());
        if (box.chips().size() > MOST_CHIPS) {
            lines.add("and " + (box.chips().size() - MOST_CHIPS) + " more");
        }
        return lines;
    }

    private String line(String text) {
        return strokes.vertical() + text + strokes.vertical();
    }

    private static String centred(String text, int width) {
        int before = (width - text.length()) / 2;
        return padded(" ".repeat(before) + text, width);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
