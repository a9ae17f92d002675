package billow.app.desktop.canvas;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.theme.Theme;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;

/// The drawing on screen: one skin per node and link, kept while the id stays, refreshed where the design changed.
///
/// From back to front: grid, frames and notes, links, moving dots, cards, what a gesture shows. Layers in units of the
/// drawing share one translation and one scale.
public final class DesignCanvas {
    private static final double MARGIN = 40;

    private final OpenDesign open;
    private final Viewport viewport = new Viewport();
    private final Pane view = new Pane();
    private final Grid grid;
    private final Group back = new Group();
    private final Group linkLayer = new Group();
    private final Group cardLayer = new Group();
    private final Group guideLayer = new Group();
    private final Traffic traffic;
    private final Rectangle marquee = new Rectangle();
    private final CubicCurve draft = new CubicCurve();
    private final Map<String, NodeSkin> nodes = new LinkedHashMap<>();
    private final Map<String, LinkSkin> links = new LinkedHashMap<>();
    private final Map<String, Point> moved = new HashMap<>();
    private Design shown = Design.EMPTY;
    private Live live = Live.NONE;
    private boolean detailed = true;

    public DesignCanvas(OpenDesign open) {
        this.open = open;
        grid = new Grid(viewport);
        traffic = new Traffic(viewport, this::skinOfLink);
        view.setId("canvas");
        view.getStyleClass().add("canvas");
        view.setFocusTraversable(true);
        view.setAccessibleText("Canvas");
        view.setMinSize(0, 0);
        marquee.getStyleClass().add("marquee");
        marquee.setVisible(false);
        marquee.setMouseTransparent(true);
        draft.getStyleClass().add("link-draft");
        draft.setVisible(false);
        draft.setMouseTransparent(true);
        guideLayer.setMouseTransparent(true);
        var inWorld = new Group(draft, guideLayer);
        inWorld.setMouseTransparent(true);
        var shift = new Translate();
        shift.xProperty().bind(viewport.shiftXProperty());
        shift.yProperty().bind(viewport.shiftYProperty());
        var scale = new Scale();
        scale.xProperty().bind(viewport.scaleProperty());
        scale.yProperty().bind(viewport.scaleProperty());
        for (var layer : List.of(back, linkLayer, cardLayer, inWorld))
            layer.getTransforms().addAll(shift, scale);
        view.getChildren().addAll(grid.node(), back, linkLayer, traffic.node(), cardLayer, inWorld, marquee);
        for (var layer : view.getChildren()) layer.setManaged(false);
        var clip = new Rectangle();
        clip.widthProperty().bind(view.widthProperty());
        clip.heightProperty().bind(view.heightProperty());
        view.setClip(clip);
        grid.fill(view);
        traffic.fill(view);
        viewport.scaleProperty().addListener((o, was, is) -> detail(is.doubleValue() >= Viewport.DETAIL));
        open.designProperty().addListener((o, was, is) -> reconcile(is));
        open.selection().property().addListener((o, was, is) -> showSelection());
        reconcile(open.design());
    }

    public Pane view() {
        return view;
    }

    public Viewport viewport() {
        return viewport;
    }

    public Traffic traffic() {
        return traffic;
    }

    OpenDesign open() {
        return open;
    }

    Rectangle marquee() {
        return marquee;
    }

    Group cards() {
        return cardLayer;
    }

    Optional<NodeSkin> skin(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    private Optional<LinkSkin> skinOfLink(String id) {
        return Optional.ofNullable(links.get(id));
    }

    public void theme(Theme theme) {
        grid.theme(theme);
        traffic.theme(theme);
    }

    private void reconcile(Design design) {
        moved.clear();
        boolean first = shown.nodes().isEmpty();
        var gone = new HashSet<>(nodes.keySet());
        gone.removeAll(design.nodes().keySet());
        gone.forEach(this::drop);
        for (var node : design.nodes().values()) show(node);
        reconcileLinks(design);
        if (shown.notes() != design.notes() || shown.frames() != design.frames())
            back.getChildren().setAll(Notes.of(design));
        shown = design;
        showSelection();
        if (first && !design.nodes().isEmpty()) fit();
    }

    private void show(Node node) {
        var skin = nodes.get(node.id());
        if (skin != null && skin.node().kind() != node.kind()) {
            drop(node.id());
            skin = null;
        }
        if (skin == null) {
            skin = new NodeSkin(node);
            skin.detail(detailed);
            nodes.put(node.id(), skin);
            cardLayer.getChildren().add(skin.root());
        } else if (skin.node() != node || !at(skin).equals(node.at())) skin.show(node);
    }

    private void drop(String id) {
        var skin = nodes.remove(id);
        if (skin != null) cardLayer.getChildren().remove(skin.root());
    }

    private static Point at(NodeSkin skin) {
        return new Point(skin.root().getLayoutX(), skin.root().getLayoutY());
    }

    private void reconcileLinks(Design design) {
        var here = new HashSet<String>();
        var lanes = new HashMap<String, Integer>();
        for (var link : design.links()) {
            here.add(link.id());
            int lane = lanes.merge(link.from() + "->" + link.to(), 1, Integer::sum) - 1;
            var skin = links.get(link.id());
            if (skin == null) {
                skin = new LinkSkin(link, lane);
                skin.detail(detailed);
                links.put(link.id(), skin);
                linkLayer.getChildren().add(skin.root());
            }
            skin.show(
                    link,
                    Objects.requireNonNull(design.nodes().get(link.from())),
                    Objects.requireNonNull(design.nodes().get(link.to())));
            route(skin);
        }
        var gone = new HashSet<>(links.keySet());
        gone.removeAll(here);
        gone.forEach(id -> {
            var skin = links.remove(id);
            if (skin != null) linkLayer.getChildren().remove(skin.root());
        });
        nodes.forEach((id, skin) -> skin.showOutgoing(design.linksFrom(id).size()));
    }

    private void route(LinkSkin skin) {
        Link link = skin.link();
        skin.route(place(link.from()), place(link.to()));
    }

    /// Where a card is shown now, which is ahead of the design while it is being moved.
    private Point place(String id) {
        var ahead = moved.get(id);
        if (ahead != null) return ahead;
        return open.design().node(id).map(Node::at).orElse(Point.ORIGIN);
    }

    /// Shows cards at places they do not have yet.
    void preview(Map<String, Point> places, Guides guides) {
        moved.putAll(places);
        places.forEach((id, at) -> skin(id).ifPresent(s -> s.moveTo(at)));
        for (var skin : links.values())
            if (places.containsKey(skin.link().from())
                    || places.containsKey(skin.link().to())) route(skin);
        guideLayer
                .getChildren()
                .setAll(guides.lines().stream().map(DesignCanvas::line).toList());
    }

    private static Line line(Guides.Line guide) {
        var line = new Line(guide.x1(), guide.y1(), guide.x2(), guide.y2());
        line.getStyleClass().add("guide");
        return line;
    }

    /// Ends a preview without an edit.
    void settle() {
        guideLayer.getChildren().clear();
        moved.clear();
        reconcile(open.design());
    }

    CubicCurve draft() {
        return draft;
    }

    private void showSelection() {
        nodes.forEach((id, skin) -> skin.select(open.selection().hasNode(id)));
        links.forEach((id, skin) -> skin.select(open.selection().hasLink(id)));
    }

    public void showLive(Live next) {
        if (next == live) return;
        live = next;
        nodes.forEach((id, skin) -> skin.showLive(next.nodes().get(id)));
        links.forEach((id, skin) -> {
            var flow = next.links().get(id);
            skin.rate(flow == null ? 0 : flow.perSecond());
        });
        traffic.show(next);
    }

    public void showFindings(Map<String, List<Finding>> byNode) {
        nodes.forEach((id, skin) -> skin.showFindings(byNode.getOrDefault(id, List.of())));
    }

    private void detail(boolean shownInDetail) {
        if (shownInDetail == detailed) return;
        detailed = shownInDetail;
        nodes.values().forEach(s -> s.detail(detailed));
        links.values().forEach(s -> {
            s.detail(detailed);
            route(s);
        });
    }

    Optional<Node> nodeAt(Point2D world) {
        return open.design().nodes().values().stream()
                .filter(n -> {
                    var b = Card.bounds(n.at());
                    return new BoundingBox(b.getMinX() - 12, b.getMinY(), b.getWidth() + 24, b.getHeight())
                            .contains(world);
                })
                .reduce((a, b) -> b);
    }

    /// Shows the whole drawing; notes are left out when they would make it much smaller.
    public void fit() {
        if (view.getScene() != null) view.getScene().getRoot().layout();
        viewport.fit(Card.around(open.design()), view.getWidth(), view.getHeight(), MARGIN);
        double withNotes = viewport.scale();
        viewport.fit(Card.aroundFrames(open.design()), view.getWidth(), view.getHeight(), MARGIN);
        if (viewport.scale() < withNotes * 1.1)
            viewport.fit(Card.around(open.design()), view.getWidth(), view.getHeight(), MARGIN);
    }

    /// Moves the view until a card is seen.
    public void reveal(String id) {
        open.design()
                .node(id)
                .ifPresent(n -> viewport.reveal(Card.bounds(n.at()), view.getWidth(), view.getHeight(), 24));
    }

    /// Gives a card the keyboard.
    public void focus(String id) {
        skin(id).ifPresent(s -> s.root().requestFocus());
    }

    /// The middle of what is seen, in the drawing's units.
    public Point middle() {
        var middle = viewport.toWorld(view.getWidth() / 2, view.getHeight() / 2);
        return new Point(middle.getX() - Card.WIDTH / 2, middle.getY() - Card.HEIGHT / 2);
    }
}
