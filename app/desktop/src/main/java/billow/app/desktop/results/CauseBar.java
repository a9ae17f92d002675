package billow.app.desktop.results;

import billow.app.desktop.run.Outcome;
import billow.simulator.flow.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Where the 99th percentile goes: shares of the time above the warm median, as a bar, and in a sentence.
final class CauseBar {
    private static final double HEIGHT = 14;
    private final VBox root = new VBox(8);
    private final FlowPane legend = new FlowPane(12, 4);
    private final Label sentence = new Label();
    private List<Map.Entry<Cause, Double>> causes = List.of();
    private final Pane bar = new Pane() {
        @Override
        protected void layoutChildren() {
            double x = 0;
            for (int i = 0; i < getChildren().size() && i < causes.size(); i++) {
                double width = getWidth() * causes.get(i).getValue();
                getChildren().get(i).resizeRelocate(x, 0, Math.max(0, width), HEIGHT);
                x += width;
            }
        }
    };

    CauseBar() {
        root.setId("causes");
        root.getStyleClass().add("panel-card");
        var title = new Label("Where p99 goes");
        title.getStyleClass().add("headline-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var of = new Label("above the warm median");
        of.getStyleClass().add("fine");
        bar.setMinHeight(HEIGHT);
        bar.setPrefHeight(HEIGHT);
        bar.setMaxHeight(HEIGHT);
        bar.getStyleClass().add("cause-bar");
        sentence.setWrapText(true);
        sentence.getStyleClass().add("cause-sentence");
        sentence.setMinHeight(0);
        root.getChildren().addAll(new HBox(8, title, of), bar, legend, sentence);
        ((HBox) root.getChildren().getFirst()).setAlignment(Pos.BASELINE_LEFT);
        clear();
    }

    Region node() {
        return root;
    }

    void clear() {
        causes = List.of();
        bar.getChildren().clear();
        legend.getChildren().clear();
        sentence.setText("After a run this says what the slowest requests waited for.");
    }

    void show(Outcome outcome) {
        causes = ResultsModel.causes(outcome);
        bar.getChildren().clear();
        legend.getChildren().clear();
        for (var cause : causes) {
            var style =
                    "cause-" + cause.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
            var part = new Region();
            part.getStyleClass().addAll("cause-part", style);
            part.setManaged(false);
            bar.getChildren().add(part);
            var dot = new Region();
            dot.getStyleClass().addAll("legend-dot", style);
            var word = new Label(
                    "%s %d %%".formatted(ResultsModel.title(cause.getKey()), Math.round(cause.getValue() * 100)));
            word.getStyleClass().add("fine");
            var entry = new HBox(5, dot, word);
            entry.setAlignment(Pos.CENTER_LEFT);
            legend.getChildren().add(entry);
        }
        sentence.setText(ResultsModel.sentence(outcome));
        bar.requestLayout();
    }
}
