package billow.app.desktop.canvas;

import billow.app.desktop.theme.Theme;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;

/// Dots on the crossings of the canvas's grid: one small picture, repeated.
final class Grid {
    private final Rectangle area = new Rectangle();
    private final Viewport viewport;
    private Color dot = Color.LIGHTGRAY;

    Grid(Viewport viewport) {
        this.viewport = viewport;
        area.setMouseTransparent(true);
        area.getStyleClass().add("grid");
        viewport.shiftXProperty().subscribe(now -> paint());
        viewport.shiftYProperty().subscribe(now -> paint());
        viewport.scaleProperty().subscribe(now -> paint());
    }

    Rectangle node() {
        return area;
    }

    void fill(Region view) {
        area.widthProperty().bind(view.widthProperty());
        area.heightProperty().bind(view.heightProperty());
    }

    void theme(Theme theme) {
        dot = theme.grid();
        paint();
    }

    private void paint() {
        double step = Card.GRID * viewport.scale();
        while (step < 14) step *= 4;
        int side = 32;
        var picture = new WritableImage(side, side);
        double radius = 1.1 * side / step;
        var pixels = picture.getPixelWriter();
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                double away = Math.hypot(x + 0.5 - side / 2.0, y + 0.5 - side / 2.0);
                double cover = Math.clamp(radius + 0.5 - away, 0.0, 1.0);
                if (cover > 0) pixels.setColor(x, y, dot.deriveColor(0, 1, 1, cover));
            }
        double x = viewport.shiftXProperty().get() % step - step / 2;
        double y = viewport.shiftYProperty().get() % step - step / 2;
        area.setFill(new ImagePattern(picture, x, y, step, step, false));
    }
}
