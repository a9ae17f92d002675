package billow.app.desktop.results;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.XYPlot;

/// A chart on a card with its title and the colours of its lines.
final class ChartCard {
    private final VBox root = new VBox(4);
    private final HBox legend = new HBox(10);
    private final ChartViewer viewer = new ChartViewer(null, true);

    ChartCard(String id, String title) {
        root.setId(id);
        root.getStyleClass().add("panel-card");
        var name = new Label(title);
        name.getStyleClass().add("headline-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        legend.setAlignment(Pos.CENTER_LEFT);
        var head = new HBox(14, name, legend);
        head.setMinWidth(0);
        head.setAlignment(Pos.CENTER_LEFT);
        viewer.setMinSize(80, 60);
        viewer.setPrefSize(300, 160);
        viewer.getCanvas().setTooltipEnabled(false);
        // Clipping restores the context's first font; without this, ticks fall back to the system's face.
        viewer.getCanvas()
                .getGraphicsContext2D()
                .setFont(
                        Font.font(ChartLook.font().getFamily(), ChartLook.font().getSize()));
        VBox.setVgrow(viewer, Priority.ALWAYS);
        root.getChildren().addAll(head, viewer);
        root.setMinWidth(0);
        HBox.setHgrow(root, Priority.ALWAYS);
        root.setMaxWidth(Double.MAX_VALUE);
    }

    Region node() {
        return root;
    }

    void show(JFreeChart chart) {
        viewer.setChart(chart);
        legend.getChildren().clear();
        if (!(chart.getPlot() instanceof XYPlot plot)) return;
        for (int d = 0; d < plot.getDatasetCount(); d++) {
            var data = plot.getDataset(d);
            var renderer = plot.getRenderer(d);
            for (int s = 0; data != null && renderer != null && s < data.getSeriesCount(); s++)
                legend.getChildren().add(entry(String.valueOf(data.getSeriesKey(s)), renderer.getSeriesPaint(s)));
        }
    }

    private static Region entry(String name, java.awt.Paint paint) {
        var dot = new Region();
        dot.getStyleClass().add("legend-dot");
        if (paint instanceof java.awt.Color c)
            dot.setStyle("-fx-background-color: rgb(%d,%d,%d);".formatted(c.getRed(), c.getGreen(), c.getBlue()));
        var word = new Label(name);
        word.getStyleClass().add("fine");
        word.setMinWidth(Region.USE_PREF_SIZE);
        var entry = new HBox(5, dot, word);
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }
}
