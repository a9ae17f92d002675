package billow.app.desktop.glyph;

import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// Signs of commands: path data on a square of 24 by 24.
public enum Icon {
    PLAY("M7 4.5v15l12-7.5z", true),
    PAUSE("M6.5 4.5h3.6v15H6.5z M13.9 4.5h3.6v15h-3.6z", true),
    STOP("M6 6h12v12H6z", true),
    UNDO("M8.5 5L4 9.5 8.5 14 M4 9.5h10a6 6 0 0 1 0 12h-3", false),
    REDO("M15.5 5L20 9.5 15.5 14 M20 9.5H10a6 6 0 0 0 0 12h3", false),
    SUN(
            "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2.5v2 M12 19.5v2 M2.5 12h2 M19.5 12h2 M5.3 5.3l1.4 1.4 M17.3 17.3l1.4 1.4"
                    + " M5.3 18.7l1.4-1.4 M17.3 6.7l1.4-1.4",
            false),
    MOON("M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z", false),
    SEARCH("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5L20.5 20.5", false),
    PLUS("M12 5v14 M5 12h14", false),
    MINUS("M5 12h14", false),
    FIT("M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5", false),
    CLOSE("M6 6l12 12 M18 6L6 18", false),
    OPEN("M3.5 18.5v-12h6l2 2.5h9v9.5z", false),
    SAVE("M4.5 4.5h12l3 3v12h-15z M8 4.5v5h7v-5 M8 19.5v-6h8v6", false),
    WARNING("M12 4L21 19.5H3z M12 10v4.5 M12 16.8v.4", false),
    INFO("M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M12 11v5.5 M12 7.6v.4", false),
    TRASH("M4.5 7h15 M9.5 7V4.5h5V7 M6.5 7l1 12.5h9l1-12.5", false),
    RESET("M5 5v5h5 M5.4 10a7.5 7.5 0 1 1-.6 5", false),
    DOWN("M6 9.5l6 6 6-6", false),
    UP("M6 14.5l6-6 6 6", false),
    RIGHT("M9.5 6l6 6-6 6", false),
    LINK("M4 12h14 M13.5 7l5 5-5 5", false),
    KEYBOARD("M3 6.5h18v11H3z M7 10h.5 M11.8 10h.5 M16.5 10h.5 M8 14h8", false),
    LOGO(
            "M7.2 18.5a4.6 4.6 0 0 1-.7-9.15A6 6 0 0 1 18 9.6a4.5 4.5 0 0 1-.6 8.9z M8.2 14.6c1.25-2 2.5-2 3.75 0s2.5 2 3.75 0",
            false);

    private final String path;
    private final boolean filled;

    Icon(String path, boolean filled) {
        this.path = path;
        this.filled = filled;
    }

    public String path() {
        return path;
    }

    /// As a node of `size` by `size` pixels; its colour is that of the style class `icon-line` or `icon-fill`.
    public Region node(double size) {
        var shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(filled ? "icon-fill" : "icon-line");
        return boxed(shape, size);
    }

    static Region boxed(SVGPath shape, double size) {
        double factor = size / 24;
        shape.getTransforms().setAll(new Scale(factor, factor, 0, 0));
        shape.setStrokeWidth(1.7 / Math.max(factor, 0.6) * 0.75);
        shape.setManaged(false);
        shape.setMouseTransparent(true);
        var box = new StackPane(shape);
        box.getStyleClass().add("icon");
        box.setMinSize(size, size);
        box.setPrefSize(size, size);
        box.setMaxSize(size, size);
        box.setMouseTransparent(true);
        return box;
    }
}
