package billow.app.desktop.canvas;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;

/// Which part of the drawing is seen, and how large: view = world · scale + shift.
public final class Viewport {
    public static final double MIN = 0.1;
    public static final double MAX = 3;
    /// The largest scale at which a whole drawing is shown.
    public static final double FIT = 1.2;
    /// Below this scale nodes are drawn without text.
    public static final double DETAIL = 0.45;

    private final DoubleProperty shiftX = new SimpleDoubleProperty();
    private final DoubleProperty shiftY = new SimpleDoubleProperty();
    private final DoubleProperty scale = new SimpleDoubleProperty(1);

    public DoubleProperty shiftXProperty() {
        return shiftX;
    }

    public DoubleProperty shiftYProperty() {
        return shiftY;
    }

    public DoubleProperty scaleProperty() {
        return scale;
    }

    public double scale() {
        return scale.get();
    }

    public Point2D toWorld(double x, double y) {
        return new Point2D((x - shiftX.get()) / scale(), (y - shiftY.get()) / scale());
    }

    public Point2D toView(double x, double y) {
        return new Point2D(x * scale() + shiftX.get(), y * scale() + shiftY.get());
    }

    public void pan(double dx, double dy) {
        shiftX.set(shiftX.get() + dx);
        shiftY.set(shiftY.get() + dy);
    }

    /// Changes the scale so that the point of the drawing at (x, y) of the view stays there.
    public void zoomAt(double x, double y, double factor) {
        double next = Math.clamp(scale() * factor, MIN, MAX);
        var fixed = toWorld(x, y);
        scale.set(next);
        shiftX.set(x - fixed.getX() * next);
        shiftY.set(y - fixed.getY() * next);
    }

    /// Shows all of `world` in a view of that size, in its middle, at most a little enlarged.
    public void fit(Bounds world, double width, double height, double margin) {
        if (width <= 0 || height <= 0) return;
        if (world.isEmpty()) world = new BoundingBox(0, 0, width, height);
        double wanted = Math.min((width - 2 * margin) / world.getWidth(), (height - 2 * margin) / world.getHeight());
        double next = Math.clamp(wanted, MIN, FIT);
        scale.set(next);
        shiftX.set(Math.rint((width - world.getWidth() * next) / 2 - world.getMinX() * next));
        shiftY.set(Math.rint((height - world.getHeight() * next) / 2 - world.getMinY() * next));
    }

    /// Moves just so far that `world` is seen, with some room around it.
    public void reveal(Bounds world, double width, double height, double margin) {
        var topLeft = toView(world.getMinX(), world.getMinY());
        var bottomRight = toView(world.getMaxX(), world.getMaxY());
        double dx = inside(topLeft.getX(), bottomRight.getX(), width, margin);
        double dy = inside(topLeft.getY(), bottomRight.getY(), height, margin);
        pan(dx, dy);
    }

    private static double inside(double low, double high, double size, double margin) {
        if (low < margin) return margin - low;
        return high > size - margin ? Math.max(size - margin - high, margin - low) : 0;
    }
}
