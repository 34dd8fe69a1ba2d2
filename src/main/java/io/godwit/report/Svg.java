package io.godwit.report;

import io.godwit.report.Picture.Ink;
import io.godwit.report.Picture.Shape;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture in a page, in the page's own colours. */
public final class Svg {
    private Svg() {}

    /** A file of its own, with colours of its own. */
    public static String file(Picture picture) {
        return of(picture).replaceFirst("<svg ", "<svg xmlns='http://www.w3.org/2000/svg' width='" + picture.width()
                + "' height='" + picture.height() + "' ").replaceFirst(">",
                        "><style>" + Page.COLOURS
                                + " text { fill: var(--ink); font: 12px system-ui, sans-serif; }</style>");
    }

    static String of(Picture picture) {
        return String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>%s</svg>",
                picture.width(),
                picture.height(), Page.text(picture.title()),
                picture.shapes().stream().map(Svg::shape).collect(Collectors.joining()));
    }

    private static String shape(Shape shape) {
        return switch (shape) {
            case Shape.Box(var at, double width, double height, Ink ink, String tip) -> String.format(Locale.ROOT,
                    "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='2' fill='%s'><title>%s</title></rect>",
                    at.x(),
                    at.y(), width, height, color(ink), Page.text(tip));
            case Shape.Line(var points, Ink ink, double width) -> String.format(Locale.ROOT,
                    "<polyline points='%s' fill='none' stroke='%s' stroke-width='%.1f'/>",
                    points.stream().map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()))
                            .collect(Collectors.joining(" ")),
                    color(ink), width);
            case Shape.Label(var at, String text, Ink ink, boolean toTheRight) -> String.format(Locale.ROOT,
                    "<text x='%.1f' y='%.1f' text-anchor='%s' style='fill:%s'>%s</text>", at.x(), at.y(),
                    toTheRight ? "start" : "end", color(ink), Page.text(text));
        };
    }

    private static String color(Ink ink) {
        return "var(--" + ink.name().toLowerCase(Locale.ROOT) + ")";
    }
}
