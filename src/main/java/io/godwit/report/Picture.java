package io.godwit.report;

import java.util.List;

/** A drawing in strokes that every medium has: SVG for a page, pixels for a ticket. */
public record Picture(int width, int height, String title, List<Shape> shapes) {
    public Picture {
        shapes = List.copyOf(shapes);
    }

    /** The inks of the pages' palette; what they look like is the medium's. */
    public enum Ink {
        INK, DIM, LINE, ACCENT, BAR, BAD
    }

    /** A point in pixels from the upper left corner. */
    public record Point(double x, double y) {}

    /** One stroke. */
    public sealed interface Shape {
        /**
         * A filled box.
         *
         * @param tip what a pointer over it shows; empty for nothing
         */
        record Box(Point at, double width, double height, Ink ink, String tip) implements Shape {}

        record Line(List<Point> points, Ink ink, double width) implements Shape {
            public Line {
                points = List.copyOf(points);
            }
        }

        /** Text whose baseline begins, or ends, at a point. */
        record Label(Point at, String text, Ink ink, boolean toTheRight) implements Shape {}
    }
}
