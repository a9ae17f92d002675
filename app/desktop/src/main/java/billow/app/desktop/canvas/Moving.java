package billow.app.desktop.canvas;

import billow.model.design.Point;
import billow.model.edit.Edit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Moves cards: a preview until release, then one edit.
final class Moving implements Gesture {
    private static final double SLACK = 4;

    private final Pointer start;
    private final Map<String, Point> from;
    private final List<Point> others;
    private final String held;
    private final BiConsumer<Map<String, Point>, Guides> preview;
    private final Consumer<Optional<Edit>> done;
    private Map<String, Point> places;
    private boolean moving;

    /// @param held    the card under the pointer; guides are sought for it
    /// @param from    places of the cards that move
    /// @param others  places of the cards that stay
    /// @param preview shows cards at places
    /// @param done    takes the edit, empty when nothing moved
    Moving(
            Pointer start,
            String held,
            Map<String, Point> from,
            List<Point> others,
            BiConsumer<Map<String, Point>, Guides> preview,
            Consumer<Optional<Edit>> done) {
        this.start = start;
        this.held = held;
        this.from = Map.copyOf(from);
        this.others = others;
        this.preview = preview;
        this.done = done;
        places = this.from;
    }

    @Override
    public void move(Pointer pointer) {
        if (!moving && pointer.view().distance(start.view()) < SLACK) return;
        moving = true;
        var way = pointer.world().subtract(start.world());
        var origin = from.getOrDefault(held, Point.ORIGIN);
        var wanted = origin.plus(way.getX(), way.getY());
        var guides = pointer.free() ? Guides.NONE : Guides.of(wanted, others);
        double x = guides.dx() != 0 || aligned(guides, true) ? wanted.x() + guides.dx() : grid(wanted.x(), pointer);
        double y = guides.dy() != 0 || aligned(guides, false) ? wanted.y() + guides.dy() : grid(wanted.y(), pointer);
        var next = new LinkedHashMap<String, Point>();
        from.forEach((id, at) -> next.put(id, at.plus(x - origin.x(), y - origin.y())));
        places = next;
        preview.accept(next, guides);
    }

    private static boolean aligned(Guides guides, boolean vertical) {
        return guides.lines().stream().anyMatch(l -> vertical ? l.x1() == l.x2() : l.y1() == l.y2());
    }

    private static double grid(double value, Pointer pointer) {
        return pointer.free() ? Math.rint(value) : Card.snap(value);
    }

    @Override
    public void finish(Pointer pointer) {
        move(pointer);
        done.accept(places.equals(from) ? Optional.empty() : Optional.of(new Edit.Move(places)));
    }

    @Override
    public void cancel() {
        preview.accept(from, Guides.NONE);
        done.accept(Optional.empty());
    }
}
