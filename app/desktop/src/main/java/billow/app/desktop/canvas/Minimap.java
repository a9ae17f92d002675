package billow.app.desktop.canvas;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.theme.Theme;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The whole drawing in small, with the part that is seen; a press there moves the view.
public final class Minimap {
    private static final double WIDTH = 168;
    private static final double HEIGHT = 104;

    private final OpenDesign open;
    private final Viewport viewport;
    private final Region view;
    private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
    private final StackPane root = new StackPane(canvas);
    private Theme theme = Theme.LIGHT;
    private boolean stale;
    private double factor = 1;
    private double left;
    private double top;

    public Minimap(DesignCanvas drawing) {
        open = drawing.open();
        viewport = drawing.viewport();
        view = drawing.view();
        root.getStyleClass().add("minimap");
        root.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        root.setAccessibleText("Overview of the drawing");
        open.designProperty().subscribe(now -> refresh());
        viewport.scaleProperty().subscribe(now -> refresh());
        viewport.shiftXProperty().subscribe(now -> refresh());
        viewport.shiftYProperty().subscribe(now -> refresh());
        view.widthProperty().subscribe(now -> refresh());
        view.heightProperty().subscribe(now -> refresh());
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::go);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::go);
    }

    public Region node() {
        return root;
    }

    public void theme(Theme next) {
        theme = next;
        refresh();
    }

    /// Draws once, however many changes come in a frame; hidden while all of the drawing is seen.
    private void refresh() {
        if (stale) return;
        stale = true;
        javafx.application.Platform.runLater(() -> {
            stale = false;
            draw();
        });
    }

    private void draw() {
        var drawing = Card.aroundFrames(open.design());
        var seen = seen();
        root.setVisible(!drawing.isEmpty() && !seen.contains(drawing));
        if (!root.isVisible()) return;
        var all = union(drawing, seen);
        factor = Math.min((WIDTH - 12) / all.getWidth(), (HEIGHT - 12) / all.getHeight());
        left = all.getMinX() - (WIDTH / factor - all.getWidth()) / 2;
        top = all.getMinY() - (HEIGHT / factor - all.getHeight()) / 2;
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, WIDTH, HEIGHT);
        pen.setFill(theme.accent().deriveColor(0, 1, 1, 0.10));
        pen.fillRect(x(seen.getMinX()), y(seen.getMinY()), seen.getWidth() * factor, seen.getHeight() * factor);
        pen.setStroke(theme.accent());
        pen.setLineWidth(1);
        pen.strokeRect(x(seen.getMinX()), y(seen.getMinY()), seen.getWidth() * factor, seen.getHeight() * factor);
        for (var node : open.design().nodes().values()) {
            pen.setFill(theme.hue(node.kind().category()));
            pen.fillRoundRect(x(node.at().x()), y(node.at().y()), Card.WIDTH * factor, Card.HEIGHT * factor, 3, 3);
        }
    }

    private double x(double world) {
        return (world - left) * factor;
    }

    private double y(double world) {
        return (world - top) * factor;
    }

    private Bounds seen() {
        var from = viewport.toWorld(0, 0);
        var to = viewport.toWorld(view.getWidth(), view.getHeight());
        return new BoundingBox(from.getX(), from.getY(), to.getX() - from.getX(), to.getY() - from.getY());
    }

    private static Bounds union(Bounds a, Bounds b) {
        double minX = Math.min(a.getMinX(), b.getMinX());
        double minY = Math.min(a.getMinY(), b.getMinY());
        return new BoundingBox(
                minX, minY, Math.max(a.getMaxX(), b.getMaxX()) - minX, Math.max(a.getMaxY(), b.getMaxY()) - minY);
    }

    private void go(MouseEvent e) {
        var to = viewport.toView(left + e.getX() / factor, top + e.getY() / factor);
        viewport.pan(view.getWidth() / 2 - to.getX(), view.getHeight() / 2 - to.getY());
        e.consume();
    }
}
