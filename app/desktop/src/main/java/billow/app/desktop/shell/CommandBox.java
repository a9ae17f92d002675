package billow.app.desktop.shell;

import billow.app.desktop.glyph.Icon;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;

/// One box for everything: opens over the window, closes when something is chosen or with Escape.
final class CommandBox {
    private final Finder finder;
    private final CustomTextField input = new CustomTextField();
    private final ListView<Finder.Entry> list = new ListView<>();
    private final VBox box = new VBox(input, list);
    private final StackPane root = new StackPane(box);
    private @Nullable Node before;

    CommandBox(Finder finder) {
        this.finder = finder;
        root.getStyleClass().add("veil");
        root.setVisible(false);
        root.setId("command-box");
        box.getStyleClass().add("command-box");
        box.setMaxSize(560, Region.USE_PREF_SIZE);
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        input.setId("command-input");
        input.setPromptText("Find a command, service, node, sample…");
        input.setAccessibleText("Find a command, service, node or sample");
        var glass = new HBox(Icon.SEARCH.node(16));
        glass.setAlignment(Pos.CENTER);
        glass.getStyleClass().add("field-icon");
        input.setLeft(glass);
        list.setId("command-list");
        list.setCellFactory(l -> new Cell());
        list.setFocusTraversable(false);
        list.setPrefHeight(360);
        list.setPlaceholder(new Label("Nothing is called that."));
        input.textProperty().subscribe(this::search);
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(e -> choose());
        root.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            if (e.getTarget() == root) close();
        });
    }

    Node node() {
        return root;
    }

    void open(@Nullable Node focused) {
        before = focused;
        root.setVisible(true);
        input.clear();
        search("");
        input.requestFocus();
    }

    boolean showing() {
        return root.isVisible();
    }

    private void close() {
        root.setVisible(false);
        var back = before;
        if (back != null) back.requestFocus();
    }

    private void search(@Nullable String typed) {
        list.getItems().setAll(finder.find(Objects.requireNonNullElse(typed, "")));
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void key(KeyEvent e) {
        switch (e.getCode()) {
            case ESCAPE -> close();
            case ENTER -> choose();
            case DOWN -> step(1);
            case UP -> step(-1);
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void step(int by) {
        int size = list.getItems().size();
        if (size == 0) return;
        int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + by, size);
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - 4));
    }

    private void choose() {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        close();
        chosen.action().run();
    }

    private static final class Cell extends ListCell<Finder.Entry> {
        private final Label title = new Label();
        private final Label group = new Label();
        private final Label detail = new Label();
        private final HBox line = new HBox(10, group, title, detail);

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            group.getStyleClass().addAll("fine", "command-group");
            detail.getStyleClass().add("fine");
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            detail.setMinWidth(Region.USE_PREF_SIZE);
            group.setMinWidth(72);
        }

        @Override
        protected void updateItem(Finder.@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            title.setText(entry.title());
            group.setText(entry.group());
            detail.setText(entry.detail());
            setGraphic(line);
        }
    }
}
