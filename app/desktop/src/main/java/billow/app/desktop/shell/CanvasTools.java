package billow.app.desktop.shell;

import billow.app.desktop.canvas.DesignCanvas;
import billow.app.desktop.glyph.Icon;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Zoom buttons at the edge of the canvas.
final class CanvasTools {
    private CanvasTools() {}

    static Region of(DesignCanvas canvas) {
        var out = TopBar.button(Icon.MINUS, "zoom-out", "Zoom out (−)");
        out.setOnAction(e -> zoom(canvas, 0.8));
        var in = TopBar.button(Icon.PLUS, "zoom-in", "Zoom in (+)");
        in.setOnAction(e -> zoom(canvas, 1.25));
        var fit = TopBar.button(Icon.FIT, "zoom-fit", "Show all (F)");
        fit.setOnAction(e -> canvas.fit());
        var text = new Label();
        text.getStyleClass().add("zoom-text");
        text.textProperty().bind(canvas.viewport().scaleProperty().map(s -> Math.round(s.doubleValue() * 100) + " %"));
        var tools = new HBox(out, text, in, fit);
        tools.getStyleClass().add("canvas-tools");
        tools.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        for (var button : tools.getChildren()) button.setFocusTraversable(false);
        StackPane.setAlignment(tools, Pos.TOP_RIGHT);
        StackPane.setMargin(tools, new Insets(12));
        return tools;
    }

    private static void zoom(DesignCanvas canvas, double factor) {
        canvas.viewport().zoomAt(canvas.view().getWidth() / 2, canvas.view().getHeight() / 2, factor);
    }
}
