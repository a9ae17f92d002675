package billow.app.desktop.canvas;

import javafx.geometry.Point2D;

/// Moves the view with the pointer.
final class Panning implements Gesture {
    private final Viewport viewport;
    private Point2D last;
    private double moved;

    Panning(Viewport viewport, Pointer start) {
        this.viewport = viewport;
        last = start.view();
    }

    @Override
    public void move(Pointer pointer) {
        var way = pointer.view().subtract(last);
        viewport.pan(way.getX(), way.getY());
        moved += way.magnitude();
        last = pointer.view();
    }

    /// Whether the view moved at all.
    boolean moved() {
        return moved > 3;
    }

    @Override
    public void finish(Pointer pointer) {
        move(pointer);
    }

    @Override
    public void cancel() {}
}
