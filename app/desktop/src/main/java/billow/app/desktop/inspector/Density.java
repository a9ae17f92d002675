package billow.app.desktop.inspector;

import billow.app.desktop.document.ValueText;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;

/// The density of a distribution with its median and 99th percentile, drawn as it is typed.
final class Density {
    private static final double HEIGHT = 64;
    private static final double BASE = 46;
    private static final int STEPS = 120;

    private final Path area = new Path();
    private final Path outline = new Path();
    private final Line base = new Line();
    private final Line half = new Line();
    private final Line most = new Line();
    private final Label halfText = new Label();
    private final Label mostText = new Label();
    private final Pane root = new Pane() {
        @Override
        protected void layoutChildren() {
            draw();
        }
    };
    private final Unit unit;
    private @Nullable Distribution law;

    Density(Unit unit) {
        this.unit = unit;
        root.getStyleClass().add("density");
        root.setMinHeight(HEIGHT);
        root.setPrefHeight(HEIGHT);
        area.getStyleClass().add("density-area");
        outline.getStyleClass().add("density-outline");
        base.getStyleClass().add("density-base");
        half.getStyleClass().add("density-mark");
        most.getStyleClass().add("density-mark");
        halfText.getStyleClass().add("fine");
        mostText.getStyleClass().add("fine");
        root.getChildren().addAll(area, outline, base, half, most, halfText, mostText);
        for (var part : root.getChildren()) part.setManaged(false);
    }

    Region node() {
        return root;
    }

    void show(@Nullable Distribution next) {
        law = next;
        draw();
    }

    private void draw() {
        double width = root.getWidth();
        var shown = law;
        if (shown == null || width < 20) return;
        double p50 = shown.quantile(0.5);
        double p99 = shown.quantile(0.99);
        double end = Math.max(p99 * 1.18, 1e-9);
        double[] heights = heights(shown, end);
        area.getElements().setAll(new MoveTo(0, BASE));
        outline.getElements().clear();
        for (int i = 0; i <= STEPS; i++) {
            double x = width * i / STEPS;
            double y = BASE - heights[i] * (BASE - 4);
            area.getElements().add(new LineTo(x, y));
            outline.getElements().add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
        }
        area.getElements().addAll(new LineTo(width, BASE), new ClosePath());
        base.setStartY(BASE);
        base.setEndY(BASE);
        base.setEndX(width);
        boolean apart = p99 > p50;
        mark(half, halfText, apart ? "p50 " : "always ", p50, width * p50 / end, 0);
        mark(most, mostText, "p99 ", p99, width * p99 / end, halfText.getLayoutX() + halfText.getWidth() + 6);
        most.setVisible(apart);
        mostText.setVisible(apart);
    }

    /// Heights from 0 to 1. Peaks that are very narrow are cut so that the rest stays visible.
    private static double[] heights(Distribution law, double end) {
        var heights = new double[STEPS + 1];
        double step = end / STEPS;
        double most = 0;
        for (int i = 0; i <= STEPS; i++) {
            double share = law.probability((i + 0.5) * step) - law.probability(Math.max(0, (i - 0.5) * step));
            heights[i] = Math.max(0, share);
            most = Math.max(most, heights[i]);
        }
        for (int i = 0; i <= STEPS && most > 0; i++) heights[i] /= most;
        return heights;
    }

    private void mark(Line line, Label text, String name, double value, double x, double leftmost) {
        line.setStartX(x);
        line.setEndX(x);
        line.setStartY(3);
        line.setEndY(BASE);
        text.setText(name + ValueText.rounded(value, unit));
        text.autosize();
        double room = root.getWidth() - text.getWidth();
        text.relocate(Math.clamp(x - text.getWidth() / 2, Math.min(leftmost, room), Math.max(room, 0)), BASE + 3);
    }
}
