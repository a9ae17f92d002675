package billow.app.desktop.inspector;

import billow.app.desktop.glyph.Icon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A list of short texts, each in a field of its own that complains while it is typed. A text is taken over when the
/// keyboard leaves it or on Enter, if nobody complains of it; an empty one goes away.
final class Lines {
    private final String id;
    private final String what;
    private final String prompt;
    private final Function<String, Optional<String>> complaint;
    private final Consumer<List<String>> accept;
    private final VBox root = new VBox(4);
    private List<String> texts = List.of();

    /// @param id     of the fields, followed by their number
    /// @param what   a line is, for those who hear the screen
    /// @param prompt in the empty field that takes one more
    Lines(
            String id,
            String what,
            String prompt,
            Function<String, Optional<String>> complaint,
            Consumer<List<String>> accept) {
        this.id = id;
        this.what = what;
        this.prompt = prompt;
        this.complaint = complaint;
        this.accept = accept;
        rebuild();
    }

    Region node() {
        return root;
    }

    void show(List<String> next) {
        if (next.equals(texts)) return;
        texts = List.copyOf(next);
        rebuild();
    }

    private void rebuild() {
        root.getChildren().clear();
        for (int i = 0; i < texts.size(); i++) root.getChildren().add(line(i, texts.get(i)));
        root.getChildren().add(line(texts.size(), ""));
    }

    private Region line(int index, String text) {
        var field = new TextField(text);
        field.setId(id + "-" + index);
        field.setAccessibleText(text.isEmpty() ? "New " + what : what + " " + (index + 1));
        field.setPromptText(text.isEmpty() ? prompt : "");
        HBox.setHgrow(field, Priority.ALWAYS);
        var complains = new Label();
        complains.getStyleClass().add("complaint");
        complains.setWrapText(true);
        complains.setVisible(false);
        complains.setManaged(false);
        field.textProperty().subscribe(typed -> {
            var trouble = typed.isBlank() ? "" : complaint.apply(typed.strip()).orElse("");
            complains.setText(trouble);
            complains.setVisible(!trouble.isEmpty());
            complains.setManaged(!trouble.isEmpty());
            field.pseudoClassStateChanged(Inputs.INVALID, !trouble.isEmpty());
        });
        field.focusedProperty().addListener((p, was, is) -> {
            if (was && !is) take(index, field.getText());
        });
        field.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) take(index, field.getText());
        });
        var row = new HBox(4, field);
        if (!text.isEmpty()) row.getChildren().add(remove(index));
        return new VBox(row, complains);
    }

    private Button remove(int index) {
        var button = new Button();
        button.setGraphic(Icon.CLOSE.node(12));
        button.getStyleClass().addAll("flat", "icon-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText("Remove " + what + " " + (index + 1));
        button.setTooltip(new Tooltip("Remove"));
        button.setOnAction(e -> take(index, ""));
        return button;
    }

    private void take(int index, String typed) {
        var text = typed.strip();
        var was = index < texts.size() ? texts.get(index) : "";
        if (text.equals(was) || !text.isEmpty() && complaint.apply(text).isPresent()) return;
        var next = new ArrayList<>(texts);
        if (index == next.size()) next.add(text);
        else if (text.isEmpty()) next.remove(index);
        else next.set(index, text);
        accept.accept(next);
    }
}
