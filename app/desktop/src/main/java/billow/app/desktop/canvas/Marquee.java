package billow.app.desktop.canvas;

import billow.app.desktop.document.OpenDesign;
import java.util.LinkedHashSet;
import java.util.Set;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.shape.Rectangle;

/// Selects the cards a rectangle touches.
final class Marquee implements Gesture {
    private final OpenDesign open;
    private final Rectangle shape;
    private final Pointer start;
    private final Set<String> before;

    /// @param shape the rectangle to show, in the view
    Marquee(OpenDesign open, Rectangle shape, Pointer start) {
        this.open = open;
        this.shape = shape;
        this.start = start;
        before = start.extend() ? open.selection().get().nodes() : Set.of();
    }

    @Override
    public void move(Pointer pointer) {
        var area = around(start.view(), pointer.view());
        shape.setX(area.getMinX());
        shape.setY(area.getMinY());
        shape.setWidth(area.getWidth());
        shape.setHeight(area.getHeight());
        shape.setVisible(true);
        var touched = new LinkedHashSet<>(before);
        var world = around(start.world(), pointer.world());
        open.design().nodes().values().stream()
                .filter(n -> Card.bounds(n.at()).intersects(world))
                .forEach(n -> touched.add(n.id()));
        open.selection().nodes(touched);
    }

    @Override
    public void finish(Pointer pointer) {
        shape.setVisible(false);
        if (start.view().distance(pointer.view()) < 3) open.selection().nodes(before);
    }

    @Override
    public void cancel() {
        shape.setVisible(false);
        open.selection().nodes(before);
    }

    private static Bounds around(Point2D a, Point2D b) {
        return new BoundingBox(
                Math.min(a.getX(), b.getX()),
                Math.min(a.getY(), b.getY()),
                Math.abs(a.getX() - b.getX()),
                Math.abs(a.getY() - b.getY()));
    }
}
