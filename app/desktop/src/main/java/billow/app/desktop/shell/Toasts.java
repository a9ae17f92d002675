package billow.app.desktop.shell;

import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.animation.SequentialTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Short messages over the canvas that go away by themselves.
final class Toasts {
    private static final int MOST = 3;
    private final VBox root = new VBox(8);

    Toasts() {
        root.setId("toasts");
        root.setPickOnBounds(false);
        root.setAlignment(Pos.BOTTOM_LEFT);
        root.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(root, Pos.BOTTOM_CENTER);
    }

    Node node() {
        return root;
    }

    void said(String text) {
        show(text, "tone-good", null, null);
    }

    void refused(String text) {
        show(text, "tone-bad", null, null);
    }

    /// @param action title of what can be done about it
    void said(String text, String action, Runnable run) {
        show(text, "tone-good", action, run);
    }

    private void show(
            String text,
            String tone,
            @org.jspecify.annotations.Nullable String action,
            @org.jspecify.annotations.Nullable Runnable run) {
        var dot = new Region();
        dot.getStyleClass().addAll("toast-dot", tone);
        var words = new Label(text);
        words.setWrapText(true);
        words.setMaxWidth(520);
        var toast = new HBox(10, dot, words);
        toast.setAlignment(Pos.CENTER_LEFT);
        toast.getStyleClass().add("toast");
        toast.setMaxWidth(Region.USE_PREF_SIZE);
        if (action != null && run != null) {
            var button = new Button(action);
            button.getStyleClass().addAll("flat", "toast-action");
            button.setOnAction(e -> {
                root.getChildren().remove(toast);
                run.run();
            });
            toast.getChildren().add(button);
        }
        toast.setOnMouseClicked(e -> root.getChildren().remove(toast));
        root.getChildren().add(toast);
        if (root.getChildren().size() > MOST) root.getChildren().removeFirst();
        var fade = new FadeTransition(Duration.millis(300), toast);
        fade.setToValue(0);
        var life = new SequentialTransition(new PauseTransition(Duration.seconds(5)), fade);
        life.setOnFinished(e -> root.getChildren().remove(toast));
        life.play();
    }
}
