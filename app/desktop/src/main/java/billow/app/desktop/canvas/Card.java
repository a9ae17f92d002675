package billow.app.desktop.canvas;

import billow.model.design.Design;
import billow.model.design.Point;
import java.util.Collection;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;

/// Measures of a node's card, in units of the drawing. They are the same for every node, so that a drawing can be laid
/// out without a window.
public final class Card {
    public static final double WIDTH = 180;
    public static final double HEIGHT = 88;
    /// Height of the ports' middle below the top edge.
    public static final double PORT = 30;
    /// Width of the grid's squares.
    public static final double GRID = 20;

    static final double NOTE_WIDTH = 280;

    private Card() {}

    public static Bounds bounds(Point at) {
        return new BoundingBox(at.x(), at.y(), WIDTH, HEIGHT);
    }

    static Point2D in(Point at) {
        return new Point2D(at.x(), at.y() + PORT);
    }

    static Point2D out(Point at) {
        return new Point2D(at.x() + WIDTH, at.y() + PORT);
    }

    /// What encloses all nodes; empty when there are none.
    public static Bounds around(Collection<Point> places) {
        if (places.isEmpty()) return new BoundingBox(0, 0, -1, -1);
        double minX = places.stream().mapToDouble(Point::x).min().orElse(0);
        double minY = places.stream().mapToDouble(Point::y).min().orElse(0);
        double maxX = places.stream().mapToDouble(Point::x).max().orElse(0) + WIDTH;
        double maxY = places.stream().mapToDouble(Point::y).max().orElse(0) + HEIGHT;
        return new BoundingBox(minX, minY, maxX - minX, maxY - minY);
    }

    /// What encloses the cards and frames of a drawing.
    static Bounds aroundFrames(Design design) {
        return around(design.withNotes(java.util.List.of()));
    }

    /// What encloses all of a drawing: cards, frames and notes.
    public static Bounds around(Design design) {
        var cards = around(design.nodes().values().stream().map(n -> n.at()).toList());
        double minX = cards.getMinX();
        double minY = cards.getMinY();
        double maxX = cards.getMaxX();
        double maxY = cards.getMaxY();
        if (cards.isEmpty()) return cards;
        for (var frame : design.frames()) {
            minX = Math.min(minX, frame.at().x());
            minY = Math.min(minY, frame.at().y());
            maxX = Math.max(maxX, frame.at().x() + frame.width());
            maxY = Math.max(maxY, frame.at().y() + frame.height());
        }
        for (var note : design.notes()) {
            minX = Math.min(minX, note.at().x());
            minY = Math.min(minY, note.at().y());
            maxX = Math.max(maxX, note.at().x() + NOTE_WIDTH);
            maxY = Math.max(
                    maxY, note.at().y() + 20 + 16 * Math.ceil(note.text().length() / 42.0));
        }
        return new BoundingBox(minX, minY, maxX - minX, maxY - minY);
    }

    static double snap(double value) {
        return Math.rint(value / GRID) * GRID;
    }

    static Point snap(Point at) {
        return new Point(snap(at.x()), snap(at.y()));
    }

    /// A free place for a card at or near `wanted`, on the grid: to the right and below until it touches no other.
    public static Point free(Design design, Point wanted) {
        var at = snap(wanted);
        for (int step = 0; step < 200; step++) {
            var candidate = at.plus((step % 4) * (WIDTH + 3 * GRID), (step / 4) * (HEIGHT + 2 * GRID + 12));
            var bounds = bounds(snap(candidate));
            if (design.nodes().values().stream().noneMatch(n -> bounds(n.at()).intersects(bounds)))
                return snap(candidate);
        }
        return at;
    }
}
