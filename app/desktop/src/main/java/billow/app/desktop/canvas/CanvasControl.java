package billow.app.desktop.canvas;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.glyph.Tile;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.edit.Edit;
import billow.model.kind.Connection;
import billow.model.kind.NodeKind;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Pointer on the canvas: decides on press which gesture begins, and feeds it until release.
public final class CanvasControl implements Connecting.Board {
    /// What the canvas tells the window.
    public interface Messages {
        void said(String text);

        void refused(String reason);

        void openInspector();
    }

    private final DesignCanvas canvas;
    private final OpenDesign open;
    private final Viewport viewport;
    private final Messages messages;
    private final Label hint = new Label();
    private @Nullable Gesture active;
    private boolean spaceHeld;
    private boolean spacePanned;
    private Point2D lastPointer = Point2D.ZERO;

    public CanvasControl(DesignCanvas canvas, Messages messages) {
        this.canvas = canvas;
        this.messages = messages;
        open = canvas.open();
        viewport = canvas.viewport();
        hint.getStyleClass().add("canvas-hint");
        hint.setVisible(false);
        hint.setManaged(false);
        hint.setMouseTransparent(true);
        hint.setWrapText(true);
        var view = canvas.view();
        view.getChildren().add(hint);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> moved(pointer(e)));
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        view.addEventHandler(
                MouseEvent.MOUSE_MOVED, e -> lastPointer = pointer(e).world());
        view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        view.addEventHandler(ZoomEvent.ZOOM, e -> {
            var at = view.sceneToLocal(e.getSceneX(), e.getSceneY());
            viewport.zoomAt(at.getX(), at.getY(), e.getZoomFactor());
        });
    }

    private Gesture.Pointer pointer(MouseEvent e) {
        return pointer(e.getSceneX(), e.getSceneY(), e.isAltDown(), e.isShiftDown());
    }

    private Gesture.Pointer pointer(double sceneX, double sceneY, boolean alt, boolean shift) {
        var at = canvas.view().sceneToLocal(sceneX, sceneY);
        return new Gesture.Pointer(at, viewport.toWorld(at.getX(), at.getY()), alt, shift);
    }

    /// Where the pointer was last, in the drawing.
    Point lastPointer() {
        return new Point(lastPointer.getX(), lastPointer.getY());
    }

    boolean busy() {
        return active != null;
    }

    private void pressed(MouseEvent e) {
        if (active != null) return;
        var at = pointer(e);
        var skin = skinUnder(e.getTarget());
        if (e.getButton() != MouseButton.PRIMARY || spaceHeld) {
            active = new Panning(viewport, at);
            spacePanned = spaceHeld;
            canvas.view().setCursor(Cursor.CLOSED_HAND);
        } else if (skin.isPresent()) {
            pressedNode(e, at, skin.get());
        } else {
            var link = linkUnder(e.getTarget());
            if (link.isPresent()) open.selection().link(link.get());
            else active = new Marquee(open, canvas.marquee(), at);
            canvas.view().requestFocus();
        }
        e.consume();
    }

    private void pressedNode(MouseEvent e, Gesture.Pointer at, NodeSkin skin) {
        var id = skin.node().id();
        skin.root().requestFocus();
        if (skin.isOut(e.getTarget()) && !open.locked()) {
            active = new Connecting(skin.node(), this);
            return;
        }
        if (at.extend()) open.selection().toggle(id);
        else if (!open.selection().hasNode(id)) open.selection().node(id);
        if (e.getClickCount() == 2) messages.openInspector();
        else if (!open.locked() && open.selection().hasNode(id)) active = moving(at, id);
    }

    private Moving moving(Gesture.Pointer at, String held) {
        var chosen = open.selection().get().nodes();
        var design = open.design();
        var from = design.nodes().values().stream()
                .filter(n -> chosen.contains(n.id()))
                .collect(Collectors.toMap(Node::id, Node::at));
        var others = design.nodes().values().stream()
                .filter(n -> !chosen.contains(n.id()))
                .map(Node::at)
                .toList();
        return new Moving(at, held, from, others, canvas::preview, this::settle);
    }

    private void settle(Optional<Edit> edit) {
        canvas.settle();
        edit.ifPresent(open::editOnce);
    }

    private void moved(Gesture.Pointer at) {
        lastPointer = at.world();
        if (active != null) active.move(at);
    }

    private void released(MouseEvent e) {
        if (active == null) return;
        var finished = active;
        active = null;
        finished.finish(pointer(e));
        canvas.view().setCursor(Cursor.DEFAULT);
    }

    /// Breaks off what the pointer is doing.
    boolean cancel() {
        if (active == null) return false;
        active.cancel();
        active = null;
        return true;
    }

    private void scrolled(ScrollEvent e) {
        var at = canvas.view().sceneToLocal(e.getSceneX(), e.getSceneY());
        if (e.isControlDown()) viewport.zoomAt(at.getX(), at.getY(), Math.pow(1.0015, e.getDeltaY()));
        else viewport.pan(e.getDeltaX(), e.getDeltaY());
        e.consume();
    }

    /// Space makes the pointer pan while it is held.
    void spaceDown() {
        spaceHeld = true;
    }

    /// @return whether the space key was only tapped
    boolean spaceUp() {
        boolean tapped = spaceHeld && !spacePanned;
        spaceHeld = false;
        spacePanned = false;
        return tapped;
    }

    private Optional<NodeSkin> skinUnder(Object target) {
        return idUnder(target, "node-").flatMap(canvas::skin);
    }

    private static Optional<String> linkUnder(Object target) {
        return idUnder(target, "link-");
    }

    private static Optional<String> idUnder(Object target, String prefix) {
        for (var n = target instanceof javafx.scene.Node given ? given : null; n != null; n = n.getParent())
            if (n.getId() != null && n.getId().startsWith(prefix))
                return Optional.of(n.getId().substring(prefix.length()));
        return Optional.empty();
    }

    // Placing from the palette: events arrive at the palette's cell and are passed on.

    public void beginPlacing(NodeKind kind, double sceneX, double sceneY) {
        if (open.locked()) return;
        cancel();
        var ghost = new StackPane(Tile.of(kind, 32));
        ghost.getStyleClass().add("ghost");
        ghost.setManaged(false);
        ghost.setMouseTransparent(true);
        ghost.resize(Card.WIDTH, Card.HEIGHT);
        canvas.cards().getChildren().add(ghost);
        active = new Placing(kind, ghost, this::inside, at -> place(kind, at));
        movePlacing(sceneX, sceneY, false);
    }

    public void movePlacing(double sceneX, double sceneY, boolean free) {
        if (active instanceof Placing placing) placing.move(pointer(sceneX, sceneY, free, false));
    }

    public void endPlacing(double sceneX, double sceneY, boolean free) {
        if (!(active instanceof Placing placing)) return;
        active = null;
        placing.finish(pointer(sceneX, sceneY, free, false));
        removeGhost();
    }

    private void removeGhost() {
        canvas.cards().getChildren().removeIf(n -> n.getStyleClass().contains("ghost"));
    }

    private boolean inside(Gesture.Pointer p) {
        var view = canvas.view();
        return p.view().getX() >= 0
                && p.view().getY() >= 0
                && p.view().getX() <= view.getWidth()
                && p.view().getY() <= view.getHeight();
    }

    /// Puts a new node on the canvas and selects it.
    public void place(NodeKind kind, Point at) {
        if (open.locked()) return;
        var design = open.design();
        var id = design.nodeId(kind.name());
        open.editOnce(new Edit.Add(new Node(
                id, kind, NewNames.label(design, kind), at, billow.model.param.Params.DEFAULTS, Map.of(), Map.of())));
        open.selection().node(id);
        canvas.reveal(id);
        canvas.focus(id);
    }

    /// Puts a new node to the right of what is selected, or in the middle of what is seen.
    public void place(NodeKind kind) {
        var selected = open.selection().get().onlyNode().flatMap(open.design()::node);
        var wanted =
                selected.map(n -> n.at().plus(Card.WIDTH + 3 * Card.GRID, 0)).orElseGet(canvas::middle);
        place(kind, Card.free(open.design(), wanted));
    }

    // Connecting

    @Override
    public Optional<Node> nodeAt(Gesture.Pointer pointer) {
        return canvas.nodeAt(pointer.world());
    }

    @Override
    public void preview(Node from, Gesture.Pointer pointer, @Nullable Node target, @Nullable Connection connection) {
        glow(from, target);
        var start = Card.out(from.at());
        boolean legal = connection instanceof Connection.Possible;
        var end = legal && target != null ? Card.in(target.at()) : pointer.world();
        LinkSkin.curve(canvas.draft(), start, end, true);
        canvas.draft().getStyleClass().setAll("link-draft", legal ? "tone-good" : "tone-plain");
        canvas.draft().setVisible(true);
        if (connection instanceof Connection.Refused(var reason)) hint(reason, pointer.view());
        else hint.setVisible(false);
    }

    /// Shows which cards `from` can be connected to.
    void glow(Node from, @Nullable Node target) {
        for (var node : open.design().nodes().values()) {
            var answer = Connector.between(from, node);
            var glow = node.id().equals(from.id())
                    ? NodeSkin.Glow.NONE
                    : answer instanceof Connection.Refused
                            ? NodeSkin.Glow.ILLEGAL
                            : node == target ? NodeSkin.Glow.TARGET : NodeSkin.Glow.LEGAL;
            canvas.skin(node.id()).ifPresent(s -> s.glow(glow));
        }
    }

    void hint(String text, Point2D at) {
        hint.setText(text);
        hint.setMaxWidth(380);
        double width = Math.min(380, Math.ceil(hint.prefWidth(-1)));
        double height = hint.prefHeight(width);
        hint.resizeRelocate(
                Math.min(at.getX() + 16, canvas.view().getWidth() - width - 8), at.getY() + 18, width, height);
        hint.setVisible(true);
    }

    @Override
    public void connect(Node from, Node to, Connection connection) {
        switch (connection) {
            case Connection.Refused(var reason) -> messages.refused(reason);
            case Connection.Possible possible -> {
                var link = Connector.link(
                        open.design(), from, to, possible.options().getFirst());
                open.editOnce(new Edit.Connect(link));
                open.selection().link(link.id());
                messages.said(Connector.said(from, to, possible));
            }
        }
    }

    @Override
    public void clear() {
        canvas.draft().setVisible(false);
        hint.setVisible(false);
        open.design().nodes().keySet().forEach(id -> canvas.skin(id).ifPresent(s -> s.glow(NodeSkin.Glow.NONE)));
    }

    Messages messages() {
        return messages;
    }

    Region view() {
        return canvas.view();
    }
}
