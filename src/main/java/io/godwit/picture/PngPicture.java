package io.godwit.picture;

import io.godwit.model.GodwitException.Failed;
import io.godwit.report.Picture;
import io.godwit.report.Picture.Ink;
import io.godwit.report.Picture.Point;
import io.godwit.report.Picture.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture as pixels, twice as fine as it is large, on white. */
public final class PngPicture {
    private static final int SCALE = 2;
    private static final int MARGIN = 12;

    private PngPicture() {}

    /** The bytes of a PNG file. */
    public static byte[] of(Picture picture) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage((picture.width() + 2 * MARGIN) * SCALE,
                (picture.height() + 2 * MARGIN) * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.scale(SCALE, SCALE);
        pen.translate(MARGIN, MARGIN);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        picture.shapes().forEach(shape -> draw(pen, shape));
        pen.dispose();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", bytes)) {
                throw new Failed("this JDK writes no PNG", "use a JDK that has java.desktop");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new Failed("the picture could not be made: " + e.getMessage(), "look at the JDK's java.desktop", e);
        }
    }

    private static void draw(Graphics2D pen, Shape shape) {
        switch (shape) {
            case Shape.Box(Point at, double width, double height, Ink ink, String _) -> {
                pen.setColor(color(ink));
                pen.fill(new RoundRectangle2D.Double(at.x(), at.y(), width, height, 4, 4));
            }
            case Shape.Line(var points, Ink ink, double width) -> {
                pen.setColor(color(ink));
                pen.setStroke(new BasicStroke((float) width));
                Path2D path = new Path2D.Double();
                path.moveTo(points.getFirst().x(), points.getFirst().y());
                points.forEach(point -> path.lineTo(point.x(), point.y()));
                pen.draw(path);
            }
            case Shape.Label(Point at, String text, Ink ink, boolean toTheRight) -> {
                pen.setColor(color(ink));
                double back = toTheRight ? 0 : pen.getFontMetrics().stringWidth(text);
                pen.drawString(text, (float) (at.x() - back), (float) at.y());
            }
        }
    }

    private static Color color(Ink ink) {
        return new Color(switch (ink) {
            case INK -> 0x1d2733;
            case DIM -> 0x64748b;
            case LINE -> 0xd5dce5;
            case ACCENT -> 0x0f766e;
            case BAR -> 0x5eaaa3;
            case BAD -> 0xb91c1c;
        });
    }
}
