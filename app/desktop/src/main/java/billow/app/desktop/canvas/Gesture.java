package billow.app.desktop.canvas;

import javafx.geometry.Point2D;

/// What the pointer is doing on the canvas, from press to release. One at a time; each state belongs to one gesture.
sealed interface Gesture permits Panning, Moving, Marquee, Connecting, Placing {
    /// Where the pointer is.
    ///
    /// @param view   in the view
    /// @param world  in the drawing
    /// @param free   whether the grid is ignored (Alt)
    /// @param extend whether the selection is extended (Shift)
    record Pointer(Point2D view, Point2D world, boolean free, boolean extend) {}

    void move(Pointer pointer);

    void finish(Pointer pointer);

    /// Leaves everything as it was before the press.
    void cancel();
}
