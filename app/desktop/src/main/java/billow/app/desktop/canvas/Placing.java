package billow.app.desktop.canvas;

import billow.model.design.Point;
import billow.model.kind.NodeKind;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// Brings a new node from the palette to a place on the canvas.
final class Placing implements Gesture {
    private final Region ghost;
    private final NodeKind kind;
    private final Consumer<Point> place;
    private final java.util.function.Predicate<Pointer> inside;

    /// @param ghost  the picture that follows the pointer, in the drawing
    /// @param inside whether a pointer is over the canvas
    /// @param place  takes the place of the card's corner
    Placing(NodeKind kind, Region ghost, java.util.function.Predicate<Pointer> inside, Consumer<Point> place) {
        this.kind = kind;
        this.ghost = ghost;
        this.inside = inside;
        this.place = place;
        ghost.setVisible(false);
    }

    NodeKind kind() {
        return kind;
    }

    @Override
    public void move(Pointer pointer) {
        ghost.setVisible(inside.test(pointer));
        var at = corner(pointer);
        ghost.relocate(at.x(), at.y());
    }

    /// The card hangs at the pointer by the middle of its head.
    private static Point corner(Pointer pointer) {
        var at = new Point(
                pointer.world().getX() - Card.WIDTH / 2, pointer.world().getY() - Card.PORT);
        return pointer.free() ? new Point(Math.rint(at.x()), Math.rint(at.y())) : Card.snap(at);
    }

    @Override
    public void finish(Pointer pointer) {
        ghost.setVisible(false);
        if (inside.test(pointer)) place.accept(corner(pointer));
    }

    @Override
    public void cancel() {
        ghost.setVisible(false);
    }
}
