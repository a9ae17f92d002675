package billow.app.desktop.shell;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.glyph.Icon;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Name of the design, undo and redo, the command box, the look, and the switch between drawing and running.
final class TopBar {
    /// What its buttons do.
    interface Actions {
        void commands();

        void theme();

        void open();

        void save();
    }

    private final HBox root = new HBox(6);
    private final Button theme = button(Icon.MOON, "theme", "Light or dark (Ctrl+Shift+L)");

    /// @param running whether the window shows a run rather than the drawing board
    TopBar(OpenDesign open, BooleanProperty running, Actions actions) {
        root.getStyleClass().add("top-bar");
        root.setAlignment(Pos.CENTER_LEFT);
        var logo = Icon.LOGO.node(26);
        logo.getStyleClass().add("logo");
        var word = new Label("Billow");
        word.getStyleClass().add("wordmark");
        var undo = button(Icon.UNDO, "undo", "Undo (Ctrl+Z)");
        undo.setOnAction(e -> open.undo());
        undo.disableProperty().bind(open.canUndoProperty().not().or(open.lockedProperty()));
        var redo = button(Icon.REDO, "redo", "Redo (Ctrl+Y)");
        redo.setOnAction(e -> open.redo());
        redo.disableProperty().bind(open.canRedoProperty().not().or(open.lockedProperty()));
        open.designProperty().subscribe(d -> {
            undo.getTooltip().setText(stepText("Undo", open.undoLabels(), "Ctrl+Z"));
            redo.getTooltip().setText(stepText("Redo", open.redoLabels(), "Ctrl+Y"));
        });
        var openButton = button(Icon.OPEN, "open", "Open (Ctrl+O)");
        openButton.setOnAction(e -> actions.open());
        var save = button(Icon.SAVE, "save", "Save (Ctrl+S)");
        save.setOnAction(e -> actions.save());
        theme.setOnAction(e -> actions.theme());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root.getChildren()
                .addAll(
                        logo,
                        word,
                        divider(),
                        title(open),
                        openButton,
                        save,
                        divider(),
                        undo,
                        redo,
                        gap,
                        commandField(actions),
                        theme,
                        modes(running));
    }

    private static String stepText(String word, java.util.List<String> labels, String keys) {
        return labels.isEmpty() ? word + " (" + keys + ")" : word + ": " + labels.getFirst() + " (" + keys + ")";
    }

    private static Node title(OpenDesign open) {
        var name = new Label();
        name.setId("document-name");
        name.getStyleClass().add("document-name");
        name.textProperty().bind(open.designProperty().map(d -> d.name()));
        var dot = new Region();
        dot.setId("dirty");
        dot.getStyleClass().add("dirty-dot");
        dot.visibleProperty().bind(open.dirtyProperty());
        dot.setAccessibleText("Unsaved changes");
        var where = new Label();
        where.getStyleClass().add("fine");
        where.textProperty().bind(open.designProperty().map(d -> d.region()));
        var box = new HBox(7, name, dot, where);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("document-title");
        var tip = new Tooltip();
        tip.textProperty().bind(open.fileProperty().map(f -> String.valueOf(f)).orElse("In no file yet"));
        name.setTooltip(tip);
        return box;
    }

    private static Region divider() {
        var line = new Region();
        line.getStyleClass().add("bar-divider");
        return line;
    }

    private static Button commandField(Actions actions) {
        var keys = new Label("Ctrl K");
        keys.getStyleClass().add("key-cap");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        var words = new Label("Find a command, service, node…");
        words.getStyleClass().add("muted");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var inner = new HBox(8, Icon.SEARCH.node(14), words, keys);
        inner.setAlignment(Pos.CENTER_LEFT);
        var field = new Button();
        field.setGraphic(inner);
        field.setId("commands");
        field.getStyleClass().add("command-field");
        field.setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
        field.setAccessibleText("Find a command, service or node");
        field.setOnAction(e -> actions.commands());
        inner.setMinWidth(0);
        inner.prefWidthProperty().bind(field.prefWidthProperty().subtract(22));
        field.setPrefWidth(300);
        return field;
    }

    private static HBox modes(BooleanProperty running) {
        var design = new ToggleButton("Design");
        design.setId("mode-design");
        var run = new ToggleButton("Run");
        run.setId("mode-run");
        var group = new ToggleGroup();
        design.setToggleGroup(group);
        run.setToggleGroup(group);
        running.subscribe(r -> group.selectToggle(r ? run : design));
        design.setOnAction(e -> running.set(false));
        run.setOnAction(e -> running.set(true));
        group.selectedToggleProperty().subscribe(t -> {
            if (t == null) group.selectToggle(running.get() ? run : design);
        });
        var box = new HBox(design, run);
        box.getStyleClass().add("mode-switch");
        return box;
    }

    static Button button(Icon icon, String id, String tip) {
        var button = new Button();
        button.setId(id);
        button.setGraphic(icon.node(17));
        button.getStyleClass().addAll("flat", "icon-button");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        return button;
    }

    void themeIcon(boolean dark) {
        theme.setGraphic((dark ? Icon.SUN : Icon.MOON).node(17));
    }

    Region node() {
        return root;
    }
}
