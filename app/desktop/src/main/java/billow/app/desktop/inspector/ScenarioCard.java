package billow.app.desktop.inspector;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.Scenarios;
import billow.app.desktop.glyph.Icon;
import billow.model.design.Scenario;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A scenario: what it shows, and, opened, how long it lasts, what is different in it and what breaks.
final class ScenarioCard {
    private final int index;
    private final OpenDesign open;
    private final Scenarios scenarios;
    private Scenario shown;
    private final VBox root = new VBox(2);
    private final Label title = new Label();
    private final Label length = new Label();
    private final Label note = new Label();
    private final Button opener = new Button();
    private final VBox editor = new VBox(4);
    private final TextField name = new TextField();
    private final TextField lasts = new TextField();
    private final TextArea about = new TextArea();
    private final Lines changes;
    private final Lines faults;
    private final MenuButton breaker = new MenuButton("Break");

    /// @param choose makes it the one to be run
    ScenarioCard(int index, OpenDesign open, Consumer<Scenario> choose) {
        this.index = index;
        this.open = open;
        scenarios = new Scenarios(open);
        shown = scenarios.all().get(index);
        changes = new Lines(
                "scenario-change-" + index,
                "change",
                "node.parameter = value",
                scenarios::complaintOfChange,
                next -> change(s -> Scenarios.changing(
                        s, next.stream().map(Scenarios::change).toList())));
        faults = new Lines(
                "scenario-fault-" + index,
                "fault",
                "kill node at 10 min for 2 min",
                scenarios::complaintOfFault,
                next -> change(s -> Scenarios.withFaults(s, next)));
        title.getStyleClass().add("strong");
        length.getStyleClass().add("fine");
        note.getStyleClass().add("summary");
        note.setWrapText(true);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(4, title, opener);
        head.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(head, length, note, editor);
        root.setId("scenario-" + index);
        root.getStyleClass().add("scenario");
        root.setFocusTraversable(true);
        root.setAccessibleRole(AccessibleRole.BUTTON);
        root.setOnMouseClicked(e -> {
            if (!editor.isVisible()) choose.accept(scenario());
        });
        root.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && e.getTarget() == root) choose.accept(scenario());
        });
        buildOpener();
        buildEditor();
        unfold(false);
        show();
    }

    /// The scenario as it is shown.
    private Scenario scenario() {
        return shown;
    }

    /// A field that loses the keyboard because another design is opened has nothing to say any more.
    private void change(UnaryOperator<Scenario> change) {
        var now = scenarios.all();
        if (index < now.size() && now.get(index).equals(shown)) scenarios.change(index, change);
    }

    private void buildOpener() {
        opener.setId("scenario-edit-" + index);
        opener.getStyleClass().addAll("flat", "icon-button");
        opener.setMinWidth(Region.USE_PREF_SIZE);
        opener.setOnAction(e -> unfold(!editor.isVisible()));
        opener.setOnMouseClicked(Event::consume);
    }

    /// Shows or hides what can be changed.
    void unfold(boolean shown) {
        editor.setVisible(shown);
        editor.setManaged(shown);
        note.setVisible(!shown && !note.getText().isEmpty());
        note.setManaged(note.isVisible());
        opener.setGraphic((shown ? Icon.UP : Icon.DOWN).node(14));
        opener.setAccessibleText((shown ? "Close " : "Edit ") + title.getText());
        opener.setTooltip(new Tooltip(shown ? "Close" : "Edit"));
    }

    boolean unfolded() {
        return editor.isVisible();
    }

    private void buildEditor() {
        taking(name, "scenario-name-" + index, "Name of the scenario", text -> {
            if (!text.isBlank()) change(s -> Scenarios.named(s, text.strip()));
        });
        taking(lasts, "scenario-for-" + index, "Simulated time", this::takeLength);
        lasts.setPromptText("1 h");
        lasts.textProperty()
                .subscribe(text -> lasts.pseudoClassStateChanged(
                        Inputs.INVALID, !text.isBlank() && duration(text).isEmpty()));
        about.setId("scenario-note-" + index);
        about.setAccessibleText("What the scenario shows");
        about.setPromptText("What it shows, and the question it raises");
        about.setPrefRowCount(2);
        about.setWrapText(true);
        about.focusedProperty().addListener((p, was, is) -> {
            if (was && !is) change(s -> Scenarios.noted(s, about.getText().strip()));
        });
        breaker.setId("scenario-break-" + index);
        breaker.getStyleClass().add("flat");
        breaker.setAccessibleText("Break something in this scenario");
        breaker.setOnShowing(e -> offerFaults());
        breaker.getItems().setAll(new MenuItem());
        var remove = new Button("Remove");
        remove.setId("scenario-remove-" + index);
        remove.getStyleClass().add("flat");
        remove.setAccessibleText("Remove this scenario");
        remove.setOnAction(e -> scenarios.remove(index));
        editor.getStyleClass().add("scenario-editor");
        editor.getChildren()
                .addAll(
                        name,
                        labelled("Simulated time", lasts),
                        about,
                        word("Different from the drawing"),
                        changes.node(),
                        word("What breaks"),
                        faults.node(),
                        new HBox(6, breaker, remove));
    }

    private static Label word(String text) {
        var word = new Label(text);
        word.getStyleClass().add("section-title");
        return word;
    }

    private static HBox labelled(String text, TextField field) {
        var word = new Label(text);
        word.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(word, Priority.ALWAYS);
        field.setPrefWidth(110);
        var row = new HBox(8, word, field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static void taking(TextField field, String id, String spoken, Consumer<String> take) {
        field.setId(id);
        field.setAccessibleText(spoken);
        field.focusedProperty().addListener((p, was, is) -> {
            if (was && !is) take.accept(field.getText());
        });
        field.setOnAction(e -> take.accept(field.getText()));
    }

    private void takeLength(String text) {
        if (text.isBlank()) change(s -> Scenarios.lasting(s, null));
        else duration(text).ifPresent(nanos -> change(s -> Scenarios.lasting(s, nanos)));
    }

    private static Optional<Long> duration(String text) {
        return Quantity.parse(text.strip(), Unit.MINUTE)
                .filter(q -> q.unit().dimension() == Unit.MINUTE.dimension())
                .map(Quantity::canonical)
                .filter(nanos -> nanos >= 1e9 && nanos <= 9e18)
                .map(Math::round);
    }

    /// All that could break in the drawing, by what it would happen to.
    private void offerFaults() {
        var design = open.design();
        breaker.getItems().clear();
        design.nodes().values().forEach(n -> offer(n.id(), n.label()));
        design.links().forEach(l -> offer(l.id(), l.id()));
        offer("account", "The account");
    }

    private void offer(String target, String label) {
        var menu = new Menu(label);
        for (var text : Scenarios.faults(open.design(), Optional.of(scenario()), target)) {
            var item = new MenuItem(text);
            item.setOnAction(e -> scenarios.breaking(Optional.of(scenario()), text));
            menu.getItems().add(item);
        }
        menu.setMnemonicParsing(false);
        if (!menu.getItems().isEmpty()) breaker.getItems().add(menu);
    }

    Region node() {
        return root;
    }

    /// Shows the scenario as it is in the design now.
    void show() {
        var scenario = scenarios.all().get(index);
        shown = scenario;
        title.setText(scenario.name());
        root.setAccessibleText("Choose the scenario " + scenario.name() + ". " + scenario.note());
        var nanos = scenario.durationNanos();
        var breaks = scenario.faults().size();
        length.setText((nanos == null ? "An hour" : Quantity.text(nanos, Unit.HOUR)) + " simulated"
                + (breaks == 0 ? "" : " · " + (breaks == 1 ? "1 fault" : breaks + " faults")));
        note.setText(scenario.note());
        if (!name.isFocused()) name.setText(scenario.name());
        if (!lasts.isFocused()) lasts.setText(nanos == null ? "" : Quantity.text(nanos, Unit.HOUR));
        if (!about.isFocused()) about.setText(scenario.note());
        changes.show(scenario.changes().stream().map(Scenarios::text).toList());
        faults.show(scenario.faults());
        unfold(unfolded());
    }
}
