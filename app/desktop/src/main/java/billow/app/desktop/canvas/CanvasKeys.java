package billow.app.desktop.canvas;

import billow.app.desktop.document.Clip;
import billow.app.desktop.document.OpenDesign;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.edit.Edit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Keyboard on the canvas: everything the pointer can do.
public final class CanvasKeys {
    /// Choosing the other end of a link with the arrow keys.
    private record Choosing(Node from, List<Node> targets, int at) {
        Node target() {
            return targets.get(at);
        }

        Choosing step(int by) {
            return new Choosing(from, targets, Math.floorMod(at + by, targets.size()));
        }
    }

    private final DesignCanvas canvas;
    private final CanvasControl control;
    private final OpenDesign open;
    private final Runnable run;
    private Clip clip = Clip.EMPTY;
    private @Nullable Choosing choosing;

    /// @param run what the space key does
    public CanvasKeys(DesignCanvas canvas, CanvasControl control, Runnable run) {
        this.canvas = canvas;
        this.control = control;
        this.run = run;
        open = canvas.open();
        canvas.view().addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        canvas.view().addEventHandler(KeyEvent.KEY_RELEASED, e -> {
            if (e.getCode() == KeyCode.SPACE && control.spaceUp()) this.run.run();
        });
    }

    private void pressed(KeyEvent e) {
        boolean used = choosing != null ? choose(choosing, e.getCode()) : e.isShortcutDown() ? shortcut(e) : plain(e);
        if (used) e.consume();
    }

    private boolean plain(KeyEvent e) {
        double step = e.isShiftDown() ? 1 : Card.GRID;
        return switch (e.getCode()) {
            case SPACE -> act(control::spaceDown);
            case DELETE, BACK_SPACE -> act(this::remove);
            case ENTER -> act(this::inspect);
            case ESCAPE -> act(this::escape);
            case C -> act(this::startChoosing);
            case F -> act(canvas::fit);
            case PLUS, EQUALS, ADD -> act(() -> zoom(1.25));
            case MINUS, SUBTRACT -> act(() -> zoom(0.8));
            case UP -> act(() -> arrow(0, -step));
            case DOWN -> act(() -> arrow(0, step));
            case LEFT -> act(() -> arrow(-step, 0));
            case RIGHT -> act(() -> arrow(step, 0));
            default -> false;
        };
    }

    private boolean shortcut(KeyEvent e) {
        return switch (e.getCode()) {
            case A -> act(() -> open.selection().nodes(open.design().nodes().keySet()));
            case C -> act(this::copy);
            case X ->
                act(() -> {
                    copy();
                    remove();
                });
            case V -> act(this::paste);
            case D -> act(this::duplicate);
            default -> false;
        };
    }

    private static boolean act(Runnable action) {
        action.run();
        return true;
    }

    private void zoom(double factor) {
        canvas.viewport().zoomAt(canvas.view().getWidth() / 2, canvas.view().getHeight() / 2, factor);
    }

    /// Moves what is selected.
    private void arrow(double dx, double dy) {
        var chosen = selected();
        if (chosen.isEmpty()) {
            canvas.viewport().pan(-2 * dx, -2 * dy);
            return;
        }
        open.edit(new Edit.Move(chosen.stream().collect(Collectors.toMap(Node::id, n -> n.at().plus(dx, dy)))));
    }

    /// The selected nodes, or the one that has the keyboard.
    private List<Node> selected() {
        var ids = open.selection().get().nodes();
        if (ids.isEmpty()) focused().ifPresent(n -> open.selection().node(n.id()));
        return open.design().nodes().values().stream()
                .filter(n -> open.selection().hasNode(n.id()))
                .toList();
    }

    private Optional<Node> focused() {
        var owner = canvas.view().getScene() == null
                ? null
                : canvas.view().getScene().getFocusOwner();
        if (owner == null || owner.getId() == null || !owner.getId().startsWith("node-")) return Optional.empty();
        return open.design().node(owner.getId().substring("node-".length()));
    }

    public void remove() {
        selected();
        var chosen = open.selection().get();
        if (!chosen.isEmpty()) open.editOnce(new Edit.Remove(chosen.nodes(), chosen.links()));
        canvas.view().requestFocus();
    }

    public void copy() {
        selected();
        var taken = Clip.of(open.design(), open.selection().get().nodes());
        if (!taken.isEmpty()) clip = taken;
    }

    /// Puts what was copied at the pointer.
    public void paste() {
        if (clip.isEmpty()) return;
        var to = Card.snap(control.lastPointer());
        var from = clip.corner();
        var there = Card.free(open.design(), to.equals(Point.ORIGIN) ? from.plus(40, 40) : to);
        add(clip, there.x() - from.x(), there.y() - from.y());
    }

    public void duplicate() {
        selected();
        var taken = Clip.of(open.design(), open.selection().get().nodes());
        if (!taken.isEmpty()) add(taken, 2 * Card.GRID, Card.HEIGHT + 32);
    }

    private void add(Clip what, double dx, double dy) {
        var edit = what.into(open.design(), dx, dy);
        open.editOnce(edit);
        open.selection().nodes(edit.nodes().stream().map(Node::id).toList());
    }

    private void inspect() {
        focused().ifPresent(n -> open.selection().node(n.id()));
        control.messages().openInspector();
    }

    private void escape() {
        if (!control.cancel()) open.selection().clear();
    }

    /// Begins a link at the node that has the keyboard.
    public void startChoosing() {
        if (open.locked()) return;
        var from = focused().or(() -> open.selection().get().onlyNode().flatMap(open.design()::node));
        if (from.isEmpty()) {
            control.messages().refused("Select the node the link begins at, then press C.");
            return;
        }
        var targets = Connector.targets(open.design(), from.get());
        if (targets.isEmpty()) {
            control.messages().refused(nothingFits(from.get()));
            return;
        }
        show(new Choosing(from.get(), targets, 0));
    }

    private static String nothingFits(Node from) {
        return from.kind().outlets().isEmpty()
                ? from.label() + " only answers; it can't use other nodes."
                : "Nothing here can be used by " + from.label() + " yet. Place another service first.";
    }

    private boolean choose(Choosing now, KeyCode key) {
        switch (key) {
            case RIGHT, DOWN, TAB -> show(now.step(1));
            case LEFT, UP -> show(now.step(-1));
            case ENTER -> {
                end();
                control.connect(now.from(), now.target(), Connector.between(now.from(), now.target()));
            }
            default -> end();
        }
        return true;
    }

    private void show(Choosing next) {
        choosing = next;
        control.glow(next.from(), next.target());
        LinkSkin.curve(
                canvas.draft(),
                Card.out(next.from().at()),
                Card.in(next.target().at()),
                true);
        canvas.draft().getStyleClass().setAll("link-draft", "tone-good");
        canvas.draft().setVisible(true);
        var at = canvas.viewport()
                .toView(next.target().at().x(), next.target().at().y() + Card.HEIGHT);
        control.hint(
                "Enter connects to %s · arrows choose another"
                        .formatted(next.target().label()),
                at);
    }

    private void end() {
        choosing = null;
        control.clear();
    }
}
