package billow.model.design;

/// A place on the canvas in its own units (pixels at 100 %), of a node's top left corner.
public record Point(double x, double y) {
    public static final Point ORIGIN = new Point(0, 0);

    public Point plus(double dx, double dy) {
        return dx == 0 && dy == 0 ? this : new Point(x + dx, y + dy);
    }
}
