package billow.app.desktop.shell;

import billow.app.desktop.glyph.Icon;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/// The program's icon, drawn from its path in every size a desktop asks for.
public final class AppIcon {
    private AppIcon() {}

    public static List<Image> pictures() {
        return IntStream.of(16, 24, 32, 48, 64, 128, 256)
                .mapToObj(AppIcon::picture)
                .toList();
    }

    /// @param side in pixels
    public static Image picture(int side) {
        var ground = new Rectangle(side, side);
        ground.setArcWidth(side * 0.46);
        ground.setArcHeight(side * 0.46);
        ground.setFill(new LinearGradient(
                0,
                0,
                1,
                1,
                true,
                CycleMethod.NO_CYCLE,
                new Stop(0, Color.web("#4d8bff")),
                new Stop(1, Color.web("#2257d6"))));
        var cloud = new SVGPath();
        cloud.setContent(Icon.LOGO.path());
        cloud.setFill(Color.TRANSPARENT);
        cloud.setStroke(Color.WHITE);
        cloud.setStrokeWidth(side < 32 ? 2.2 : 1.7);
        cloud.setStrokeLineCap(StrokeLineCap.ROUND);
        cloud.setStrokeLineJoin(StrokeLineJoin.ROUND);
        double factor = side * 0.74 / 24;
        cloud.getTransforms().add(new Scale(factor, factor));
        cloud.setLayoutX(side * 0.13);
        cloud.setLayoutY(side * 0.11);
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return new Group(ground, cloud).snapshot(parameters, new WritableImage(side, side));
    }
}
