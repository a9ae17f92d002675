package billow.app.desktop.canvas;

import billow.app.desktop.glyph.Tile;
import billow.model.check.Finding;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The picture of one node: a card with glyph, name, service, badges and ports.
final class NodeSkin {
    /// How a card answers to a link that is being drawn.
    enum Glow {
        NONE,
        LEGAL,
        ILLEGAL,
        TARGET
    }

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass LEGAL = PseudoClass.getPseudoClass("legal");
    private static final PseudoClass ILLEGAL = PseudoClass.getPseudoClass("illegal");
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private static final PseudoClass ALARMING = PseudoClass.getPseudoClass("alarming");
    private static final double PAD = 12;

    private final Pane root = new Pane();
    private final Region card = new Region();
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final Badges badges = new Badges();
    private final Region track = new Region();
    private final Region fill = new Region();
    private final Label mark = new Label();
    private final Region tile;
    private final Region largeTile;
    private final VBox words;
    private final StackPane in;
    private final StackPane out;
    private Node node;
    private List<Live.Badge> plain;
    private Live.@Nullable OfNode live;
    private List<Finding> findings = List.of();
    private int outgoing;

    NodeSkin(Node node) {
        this.node = node;
        this.plain = NodeWords.badges(node);
        root.setId("node-" + node.id());
        root.getStyleClass().addAll("node", Tile.hueClass(node.kind().category()));
        root.setFocusTraversable(true);
        root.setAccessibleRole(AccessibleRole.BUTTON);
        root.setPrefSize(Card.WIDTH, Card.HEIGHT);
        card.getStyleClass().add("card");
        card.resizeRelocate(0, 0, Card.WIDTH, Card.HEIGHT);
        tile = Tile.of(node.kind(), 32);
        tile.relocate(PAD, 14);
        largeTile = Tile.of(node.kind(), 56);
        largeTile.relocate((Card.WIDTH - 56) / 2, (Card.HEIGHT - 56) / 2);
        largeTile.setVisible(false);
        title.getStyleClass().add("card-title");
        subtitle.getStyleClass().add("card-subtitle");
        words = new VBox(1, title, subtitle);
        words.resizeRelocate(PAD + 42, 11, Card.WIDTH - PAD * 2 - 42, 38);
        badges.resizeRelocate(PAD, 55, Card.WIDTH - 2 * PAD, 19);
        track.getStyleClass().add("meter-track");
        track.resizeRelocate(PAD, 79, Card.WIDTH - 2 * PAD, 3);
        fill.getStyleClass().add("meter-fill");
        mark.getStyleClass().add("card-mark");
        mark.relocate(Card.WIDTH - 15, -9);
        in = port("in-" + node.id(), 0);
        out = port("out-" + node.id(), Card.WIDTH);
        root.getChildren().addAll(card, tile, largeTile, words, badges, track, fill, mark, in, out);
        for (var part : root.getChildren()) part.setManaged(false);
        in.setVisible(!node.kind().inlets().isEmpty());
        out.setVisible(Connector.leads(node.kind()));
        sizeTiles();
        show(node);
    }

    private void sizeTiles() {
        tile.resize(32, 32);
        largeTile.resize(56, 56);
        in.resize(24, 24);
        out.resize(24, 24);
        mark.setMouseTransparent(true);
        for (var part : List.of(card, tile, largeTile, words, badges, track, fill))
            part.setMouseTransparent(part != card);
        root.setClip(null);
    }

    private static StackPane port(String id, double x) {
        var dot = new Circle(5.5);
        dot.getStyleClass().add("port-dot");
        var area = new StackPane(new Rectangle(24, 24, javafx.scene.paint.Color.TRANSPARENT), dot);
        area.setId(id);
        area.getStyleClass().add("port");
        area.relocate(x - 12, Card.PORT - 12);
        return area;
    }

    Pane root() {
        return root;
    }

    Node node() {
        return node;
    }

    boolean isOut(Object target) {
        return within(target, out);
    }

    private static boolean within(Object target, javafx.scene.Node part) {
        for (var n = target instanceof javafx.scene.Node given ? given : null; n != null; n = n.getParent())
            if (n == part) return true;
        return false;
    }

    void show(Node next) {
        if (next.params() != node.params()) plain = NodeWords.badges(next);
        node = next;
        root.relocate(next.at().x(), next.at().y());
        title.setText(next.label());
        subtitle.setText(kindLine(next.kind()));
        showLive(live);
        name();
    }

    private static String kindLine(NodeKind kind) {
        return kind.name();
    }

    /// While a move is previewed.
    void moveTo(Point at) {
        root.relocate(at.x(), at.y());
    }

    void showLive(Live.@Nullable OfNode next) {
        live = next;
        badges.show(next == null ? plain : next.badges());
        root.pseudoClassStateChanged(ALARMING, next != null && next.alarming());
        boolean metered = next != null && next.utilisation() >= 0;
        track.setVisible(metered && words.isVisible());
        fill.setVisible(metered && words.isVisible());
        if (next != null && metered) {
            double share = Math.clamp(next.utilisation(), 0.0, 1.0);
            fill.resizeRelocate(PAD, 79, Math.max(share * (Card.WIDTH - 2 * PAD), 3), 3);
            fill.getStyleClass().removeIf(c -> c.startsWith("tone-"));
            fill.getStyleClass().add(next.utilisationTone().styleClass());
        }
        name();
    }

    void showFindings(List<Finding> next) {
        findings = next;
        boolean error = next.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        boolean warning = next.stream().anyMatch(f -> f.severity() == Finding.Severity.WARNING);
        mark.setVisible(error || warning);
        mark.setText("!");
        mark.getStyleClass().removeIf(c -> c.startsWith("tone-"));
        mark.getStyleClass().add(error ? "tone-bad" : "tone-caution");
        mark.resize(20, 20);
        name();
    }

    void showOutgoing(int count) {
        if (count == outgoing) return;
        outgoing = count;
        name();
    }

    /// With text and ports, or as a block of colour with a large glyph.
    void detail(boolean shown) {
        words.setVisible(shown);
        badges.setVisible(shown);
        tile.setVisible(shown);
        in.setVisible(shown && !node.kind().inlets().isEmpty());
        out.setVisible(shown && Connector.leads(node.kind()));
        largeTile.setVisible(!shown);
        showLive(live);
    }

    void select(boolean selected) {
        root.pseudoClassStateChanged(SELECTED, selected);
    }

    void glow(Glow glow) {
        root.pseudoClassStateChanged(LEGAL, glow == Glow.LEGAL);
        root.pseudoClassStateChanged(ILLEGAL, glow == Glow.ILLEGAL);
        root.pseudoClassStateChanged(TARGET, glow == Glow.TARGET);
    }

    /// For screen readers: `Orders, Lambda function, 512 MB, 3 outgoing links, throttled 4 %`.
    private void name() {
        var parts = new ArrayList<String>();
        parts.add(node.label());
        parts.add(node.kind().name());
        var current = Objects.requireNonNullElse(live, new Live.OfNode(plain, -1));
        parts.add(current.badges().stream().map(b -> b.meaning()).collect(Collectors.joining(", ")));
        parts.add(outgoing == 1 ? "1 outgoing link" : outgoing + " outgoing links");
        findings.forEach(f -> parts.add(f.message()));
        root.setAccessibleText(parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(", ")));
    }

    /// Badges in a row, as many as have room.
    private static final class Badges extends HBox {
        Badges() {
            super(5);
            setAlignment(Pos.CENTER_LEFT);
        }

        void show(List<Live.Badge> next) {
            while (getChildren().size() > next.size()) getChildren().removeLast();
            while (getChildren().size() < next.size()) getChildren().add(new Label());
            for (int i = 0; i < next.size(); i++) {
                var label = (Label) getChildren().get(i);
                var badge = next.get(i);
                if (!badge.text().equals(label.getText())) label.setText(badge.text());
                var tone = badge.tone().styleClass();
                if (!label.getStyleClass().contains(tone)) label.getStyleClass().setAll("badge", tone);
            }
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double x = 0;
            for (var child : getChildren()) {
                double width = Math.ceil(child.prefWidth(-1));
                boolean fits = x + width <= getWidth() + 0.5;
                child.setVisible(fits);
                if (fits) child.resizeRelocate(x, 0, width, getHeight());
                x += width + getSpacing();
            }
        }
    }
}
