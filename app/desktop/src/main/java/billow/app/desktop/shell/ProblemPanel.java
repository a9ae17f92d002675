package billow.app.desktop.shell;

import billow.app.desktop.glyph.Icon;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Something that went wrong, or a question, in a panel over the canvas; nothing is blocked by it.
final class ProblemPanel {
    /// @param title as on the button
    record Answer(String title, Runnable action) {}

    private final HBox root = new HBox(12);

    ProblemPanel() {
        root.setId("problem");
        root.setVisible(false);
        root.setMaxSize(620, Region.USE_PREF_SIZE);
        root.setAlignment(Pos.TOP_LEFT);
        StackPane.setAlignment(root, Pos.TOP_CENTER);
        StackPane.setMargin(root, new javafx.geometry.Insets(16));
    }

    Region node() {
        return root;
    }

    /// @param message what is wrong, where, and what was expected
    void wrong(String title, String message) {
        show(Icon.WARNING, title, message, "tone-bad", List.of());
    }

    void ask(String title, String message, List<Answer> answers) {
        show(Icon.INFO, title, message, "tone-plain", answers);
    }

    private void show(Icon icon, String title, String message, String tone, List<Answer> answers) {
        root.getStyleClass().setAll("problem", tone);
        var head = new Label(title);
        head.getStyleClass().add("strong");
        var text = new Label(message);
        text.setId("problem-text");
        text.setWrapText(true);
        var words = new VBox(4, head, text);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!answers.isEmpty()) {
            var buttons = new HBox(8);
            buttons.setPadding(new javafx.geometry.Insets(6, 0, 0, 0));
            answers.forEach(a -> buttons.getChildren().add(button(a)));
            ((Button) buttons.getChildren().getFirst()).getStyleClass().add("accent");
            words.getChildren().add(buttons);
        }
        var close = TopBar.button(Icon.CLOSE, "problem-close", "Close");
        close.setOnAction(e -> root.setVisible(false));
        root.getChildren().setAll(icon.node(20), words, close);
        root.setVisible(true);
    }

    private Button button(Answer answer) {
        var button = new Button(answer.title());
        button.setOnAction(e -> {
            root.setVisible(false);
            answer.action().run();
        });
        return button;
    }

    void close() {
        root.setVisible(false);
    }
}
