package billow.app.desktop.inspector;

import billow.app.desktop.document.ValueText;
import billow.model.param.Param;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The frame around an input: its name, the input, what is usual and allowed, and a complaint.
final class Row {
    private final VBox root = new VBox();

    /// @param note      range, default and source, in a line
    /// @param complaint what is wrong; empty for nothing
    Row(Param<?> param, Region input, String note, ObservableValue<String> complaint, Node... below) {
        root.getStyleClass().add("field");
        root.setId("field-" + param.name());
        var title = new Label(ValueText.title(param));
        title.getStyleClass().add("field-title");
        title.setLabelFor(input);
        title.setWrapText(true);
        title.setMinWidth(60);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var line = new HBox(8, title, input);
        line.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().add(line);
        root.getChildren().addAll(below);
        if (!note.isEmpty()) {
            var label = new Label(note);
            label.getStyleClass().add("fine");
            label.setTooltip(new Tooltip(note));
            root.getChildren().add(label);
        }
        var wrong = new Label();
        wrong.getStyleClass().add("complaint");
        wrong.setId("complaint-" + param.name());
        wrong.setWrapText(true);
        wrong.textProperty().bind(complaint);
        wrong.visibleProperty().bind(wrong.textProperty().isNotEmpty());
        wrong.managedProperty().bind(wrong.visibleProperty());
        root.getChildren().add(wrong);
        explain(title, param);
    }

    private static void explain(Label title, Param<?> param) {
        var about = param.about();
        var tip = new Tooltip(about.help() + "\n\nSource: " + about.source()
                + (about.confidence() == billow.model.param.About.Confidence.HIGH ? "" : " (assumption)"));
        tip.setWrapText(true);
        tip.setMaxWidth(340);
        tip.setShowDelay(Duration.millis(400));
        tip.setShowDuration(Duration.seconds(30));
        title.setTooltip(tip);
        title.setAccessibleHelp(about.help());
    }

    Region node() {
        return root;
    }
}
