package billow.app.desktop.canvas;

import billow.model.design.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Alignment of cards that are being moved with cards that stay.
///
/// @param dx    correction of the horizontal move
/// @param dy    correction of the vertical move
/// @param lines lines to show, in the drawing's units
record Guides(double dx, double dy, List<Line> lines) {
    /// How near an edge must come to be drawn to another.
    static final double REACH = 7;

    record Line(double x1, double y1, double x2, double y2) {}

    static final Guides NONE = new Guides(0, 0, List.of());

    Guides {
        lines = List.copyOf(lines);
    }

    /// The nearest alignment of a card at `moving` with one of `others`: by left edge, middle or right edge, and by top
    /// edge (cards are of one size, so edges and middles agree).
    static Guides of(Point moving, Collection<Point> others) {
        Point nearX = null;
        Point nearY = null;
        for (var other : others) {
            if (Math.abs(other.x() - moving.x()) <= REACH && (nearX == null || nearer(other, nearX, moving)))
                nearX = other;
            if (Math.abs(other.y() - moving.y()) <= REACH && (nearY == null || nearer(other, nearY, moving)))
                nearY = other;
        }
        if (nearX == null && nearY == null) return NONE;
        double dx = nearX == null ? 0 : nearX.x() - moving.x();
        double dy = nearY == null ? 0 : nearY.y() - moving.y();
        var lines = new ArrayList<Line>();
        if (nearX != null) {
            double x = nearX.x() + Card.WIDTH / 2;
            lines.add(new Line(
                    x, Math.min(nearX.y(), moving.y()) - 12, x, Math.max(nearX.y(), moving.y()) + Card.HEIGHT + 12));
        }
        if (nearY != null) {
            double y = nearY.y() + Card.PORT;
            lines.add(new Line(
                    Math.min(nearY.x(), moving.x()) - 12, y, Math.max(nearY.x(), moving.x()) + Card.WIDTH + 12, y));
        }
        return new Guides(dx, dy, lines);
    }

    private static boolean nearer(Point a, Point b, Point to) {
        return Math.hypot(a.x() - to.x(), a.y() - to.y()) < Math.hypot(b.x() - to.x(), b.y() - to.y());
    }
}
