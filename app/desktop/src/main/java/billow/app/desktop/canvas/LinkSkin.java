package billow.app.desktop.canvas;

import billow.app.desktop.document.ValueText;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.LinkKind;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Polygon;

/// The picture of one link: a curve in the line style of its kind, with an arrow and the value that tells it apart.
final class LinkSkin {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private static final double AT_REST = 1.6;

    private final Group root = new Group();
    private final CubicCurve line = new CubicCurve();
    private final CubicCurve reach = new CubicCurve();
    private final Polygon arrow = new Polygon(0, 0, -9, -4.5, -9, 4.5);
    private final Label label = new Label();
    private final int lane;
    private Link link;
    private boolean detailed = true;

    /// @param lane 0 for the first link between two nodes, 1 for the next, …
    LinkSkin(Link link, int lane) {
        this.link = link;
        this.lane = lane;
        root.setId("link-" + link.id());
        line.setMouseTransparent(true);
        line.setStrokeWidth(AT_REST);
        arrow.setMouseTransparent(true);
        arrow.getStyleClass().add("link-arrow");
        reach.getStyleClass().add("link-reach");
        label.getStyleClass().add("link-label");
        label.setMouseTransparent(true);
        label.translateXProperty().bind(label.widthProperty().divide(-2));
        label.translateYProperty().bind(label.heightProperty().divide(-2));
        root.getChildren().addAll(reach, line, arrow, label);
        root.setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
    }

    Group root() {
        return root;
    }

    Link link() {
        return link;
    }

    void show(Link next, Node from, Node to) {
        link = next;
        var style = next.kind().style();
        line.getStyleClass()
                .setAll(
                        "link-line",
                        "link-" + style.name().toLowerCase(Locale.ROOT),
                        "link-of-" + next.kind().word());
        arrow.getStyleClass().setAll("link-arrow", "link-of-" + next.kind().word());
        label.setText(words(next));
        label.setVisible(detailed && !label.getText().isEmpty());
        root.setAccessibleText(from.label() + " " + next.kind().verb() + " " + to.label());
    }

    private static String words(Link link) {
        return link.params().changed().entrySet().stream()
                .filter(e -> e.getValue() instanceof String text && !text.equals("none"))
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(e -> e.getKey().equals("route") ? (String) e.getValue() : ValueText.option((String) e.getValue()))
                .findFirst()
                .orElse(purpose(link.kind()));
    }

    /// What tells links beside the requests and messages apart, so that colour is not the only sign.
    private static String purpose(LinkKind kind) {
        return switch (kind) {
            case WATCH -> "watch";
            case AUTHORISE -> "authorise";
            case ROLL_BACK -> "roll back";
            case SCALE -> "scale";
            case DEAD_LETTER -> "dead letters";
            case ON_SUCCESS -> "on success";
            case ON_FAILURE -> "on failure";
            case REQUEST, INVOKE, OPERATE, START, CALL, SEND, PUBLISH, DELIVER, POLL, PUT, STREAM, DRAIN -> "";
        };
    }

    /// Draws it between the ports of cards at these places.
    void route(Point from, Point to) {
        var start = Card.out(from).add(0, lane * 9);
        var end = Card.in(to).add(0, lane * 9);
        curve(line, start, end, detailed);
        curve(reach, start, end, detailed);
        arrow.setLayoutX(end.getX() - 5);
        arrow.setLayoutY(end.getY());
        var middle = at(0.5);
        boolean steep = Math.abs(end.getY() - start.getY()) > 70;
        label.setMaxWidth(steep ? 150 : Math.max(36, Math.abs(end.getX() - start.getX()) - 26));
        label.setLayoutX(middle.getX());
        label.setLayoutY(middle.getY() + aside(link.kind()));
    }

    /// An alarm often has a link from the node it watches and one back to it: their words do not stand on each other.
    private static double aside(LinkKind kind) {
        return kind == LinkKind.WATCH ? 9 : kind == LinkKind.ROLL_BACK || kind == LinkKind.SCALE ? -9 : 0;
    }

    static void curve(CubicCurve curve, Point2D start, Point2D end, boolean bent) {
        double dx = end.getX() - start.getX();
        double pull = !bent ? 0 : dx >= 0 ? Math.max(36, dx / 2) : Math.min(180, 60 - dx / 3);
        curve.setStartX(start.getX());
        curve.setStartY(start.getY());
        curve.setControlX1(start.getX() + pull);
        curve.setControlY1(start.getY());
        curve.setControlX2(end.getX() - pull);
        curve.setControlY2(end.getY());
        curve.setEndX(end.getX());
        curve.setEndY(end.getY());
    }

    /// The point after a share `t` of the way, in the drawing's units.
    Point2D at(double t) {
        double u = 1 - t;
        double a = u * u * u;
        double b = 3 * u * u * t;
        double c = 3 * u * t * t;
        double d = t * t * t;
        return new Point2D(
                a * line.getStartX() + b * line.getControlX1() + c * line.getControlX2() + d * line.getEndX(),
                a * line.getStartY() + b * line.getControlY1() + c * line.getControlY2() + d * line.getEndY());
    }

    void detail(boolean shown) {
        detailed = shown;
        arrow.setVisible(shown);
        label.setVisible(shown && !label.getText().isEmpty());
        curve(
                line,
                new Point2D(line.getStartX(), line.getStartY()),
                new Point2D(line.getEndX(), line.getEndY()),
                shown);
    }

    void select(boolean selected) {
        root.pseudoClassStateChanged(SELECTED, selected);
        line.pseudoClassStateChanged(SELECTED, selected);
        arrow.pseudoClassStateChanged(SELECTED, selected);
    }

    /// Thicker with the rate, by its logarithm.
    void rate(double perSecond) {
        double width = perSecond <= 0 ? AT_REST : Math.clamp(1.8 + 0.55 * Math.log10(1 + perSecond), 1.8, 4.0);
        line.setStrokeWidth(width);
    }
}
