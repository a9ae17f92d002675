package billow.app.desktop.glyph;

import billow.diagrams.glyph.Glyphs;
import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import java.util.Locale;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/// A kind's glyph in white on a rounded square in the hue of its family.
public final class Tile {
    private Tile() {}

    public static Region of(NodeKind kind, double size) {
        var shape = new SVGPath();
        shape.setContent(Glyphs.of(kind));
        shape.getStyleClass().add("tile-line");
        double inner = size * 0.66;
        var box = Icon.boxed(shape, inner);
        shape.setStrokeWidth(1.9);
        var tile = new javafx.scene.layout.StackPane(box);
        tile.getStyleClass().addAll("tile", hueClass(kind.category()));
        tile.setMinSize(size, size);
        tile.setPrefSize(size, size);
        tile.setMaxSize(size, size);
        tile.setStyle("-fx-background-radius: " + Math.round(size * 0.24) + "px;");
        return tile;
    }

    /// Style class that gives a node the hue of a family as `-b-hue`.
    public static String hueClass(Category category) {
        return "hue-" + category.name().toLowerCase(Locale.ROOT);
    }
}
