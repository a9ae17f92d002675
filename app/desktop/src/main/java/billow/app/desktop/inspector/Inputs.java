package billow.app.desktop.inspector;

import atlantafx.base.controls.ToggleSwitch;
import billow.app.desktop.document.ValueText;
import billow.app.desktop.glyph.Icon;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// An input for every shape of parameter.
final class Inputs {
    static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    static final PseudoClass ASSUMED = PseudoClass.getPseudoClass("assumed");
    private static final ObjectWriter PRETTY = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    /// Characters of an option that fit beside a title; longer ones go below it.
    private static final int LONG_OPTION = 20;
    private static final int FEWEST_LINES = 3;
    private static final int MOST_LINES = 16;

    /// A field on screen.
    ///
    /// @param node what to show
    /// @param show takes over the design's values
    record Input(Region node, Consumer<Params> show) {}

    private final Derived derived;
    private final Runnable sealed;

    /// @param derived what holds where nothing is set
    /// @param sealed  ends an undo step
    Inputs(Derived derived, Runnable sealed) {
        this.derived = derived;
        this.sealed = sealed;
    }

    /// The input for a parameter; `accept` takes its values, null for the default.
    <T> Input of(Param<T> param, Consumer<@Nullable T> accept) {
        var field = new FieldModel<>(param, derived, accept);
        return switch (param) {
            case Param.Whole w -> quantity(field, Scale.of(w));
            case Param.Real r -> quantity(field, Scale.of(r));
            case Param.Span s -> quantity(field, null);
            case Param.Size s -> quantity(field, null);
            case Param.Choice c -> choice(c, cast(field));
            case Param.Flag f -> flag(cast(field));
            case Param.Text t -> quantity(field, null);
            case Param.Law l -> LawInput.of(l, cast(field), this);
            case Param.Document d -> document(d, cast(field));
        };
    }

    @SuppressWarnings("unchecked")
    private static <A, B> FieldModel<B> cast(FieldModel<A> field) {
        return (FieldModel<B>) field;
    }

    private <T> Input quantity(FieldModel<T> field, @Nullable Scale scale) {
        var input = text(field);
        boolean wide = field.param() instanceof Param.Text;
        input.setPrefWidth(wide ? 168 : 132);
        input.setMinWidth(wide ? 168 : 132);
        input.setMaxWidth(wide ? 168 : 132);
        if (scale == null)
            return input(field, new Row(field.param(), input, Usual.line(field.param()), field.complaintProperty()));
        var slider = new Slider(0, 1, 0);
        slider.getStyleClass().add("thin-slider");
        slider.setAccessibleText(ValueText.title(field.param()));
        slider.valueProperty().subscribe(at -> {
            if (slider.isFocused() || slider.isValueChanging() || slider.isPressed())
                field.type(scale.text(at.doubleValue()));
        });
        slider.valueChangingProperty().subscribe(changing -> {
            if (!changing) sealed.run();
        });
        var row = new Row(field.param(), input, Usual.line(field.param()), field.complaintProperty(), slider);
        return new Input(row.node(), params -> {
            field.show(params);
            slider.setVisible(field.value() instanceof Number);
            slider.setManaged(slider.isVisible());
            if (!slider.isValueChanging() && field.value() instanceof Number n)
                slider.setValue(scale.at(n.doubleValue()));
        });
    }

    private <T> Input input(FieldModel<T> field, Row row) {
        return new Input(row.node(), field::show);
    }

    /// A text field bound to a field model, with the sign of an assumption or a button to go back to it.
    <T> CustomTextField text(FieldModel<T> field) {
        var input = new CustomTextField();
        input.setId("input-" + field.param().name());
        input.setAccessibleText(ValueText.title(field.param()));
        input.textProperty().subscribe(typed -> {
            if (typed != null && input.isFocused()) field.type(typed);
        });
        field.textProperty().subscribe(shown -> {
            if (!shown.equals(input.getText())) input.setText(shown);
        });
        field.complaintProperty().subscribe(c -> input.pseudoClassStateChanged(INVALID, !c.isEmpty()));
        field.assumedProperty().subscribe(a -> {
            input.pseudoClassStateChanged(ASSUMED, a);
            input.setRight(a ? assumed() : reset(field));
        });
        input.focusedProperty().subscribe(focused -> {
            if (focused) return;
            field.leave();
            sealed.run();
        });
        input.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) field.revert();
        });
        input.setOnAction(e -> {
            field.leave();
            sealed.run();
        });
        return input;
    }

    static Region assumed() {
        var word = new Label("assumed");
        word.getStyleClass().add("assumed-word");
        word.setMouseTransparent(true);
        return boxed(word);
    }

    private static Region boxed(javafx.scene.Node inner) {
        var box = new HBox(inner);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("field-right");
        return box;
    }

    static Region reset(FieldModel<?> field) {
        var button = new Button();
        button.setGraphic(Icon.RESET.node(12));
        button.getStyleClass().add("reset");
        button.setFocusTraversable(false);
        button.setAccessibleText("Back to the default");
        button.setTooltip(new Tooltip("Back to the default"));
        button.setOnAction(e -> field.reset());
        return boxed(button);
    }

    private Input choice(Param.Choice param, FieldModel<String> field) {
        var box = new ComboBox<Param.Choice.Option>();
        box.setId("input-" + param.name());
        box.setAccessibleText(ValueText.title(param));
        box.getItems().setAll(param.options());
        box.setPrefWidth(168);
        box.setMinWidth(168);
        box.setCellFactory(list -> optionCell(true));
        box.setButtonCell(optionCell(false));
        field.assumedProperty().subscribe(a -> box.pseudoClassStateChanged(ASSUMED, a));
        box.setOnAction(e -> {
            var chosen = box.getValue();
            if (chosen == null || chosen.value().equals(field.value())) return;
            field.choose(chosen.value());
            sealed.run();
        });
        var row = longest(param) > LONG_OPTION
                ? new Row(param, new Region(), Usual.source(param), field.complaintProperty(), wide(box))
                : new Row(param, box, Usual.source(param), field.complaintProperty());
        return new Input(row.node(), params -> {
            field.show(params);
            param.options().stream()
                    .filter(o -> o.value().equals(field.value()))
                    .findFirst()
                    .ifPresent(box::setValue);
        });
    }

    private static int longest(Param.Choice param) {
        return param.options().stream()
                .mapToInt(o -> ValueText.option(o.value()).length())
                .max()
                .orElse(0);
    }

    private static Region wide(ComboBox<?> box) {
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private static ListCell<Param.Choice.Option> optionCell(boolean explained) {
        return new ListCell<>() {
            @Override
            protected void updateItem(Param.Choice.@Nullable Option option, boolean empty) {
                super.updateItem(option, empty);
                if (empty || option == null) {
                    setText(null);
                    setTooltip(null);
                    return;
                }
                setText(ValueText.option(option.value()));
                if (explained && !option.help().isEmpty()) setTooltip(new Tooltip(option.help()));
            }
        };
    }

    private Input flag(FieldModel<Boolean> field) {
        var toggle = new ToggleSwitch();
        toggle.setId("input-" + field.param().name());
        toggle.setAccessibleText(ValueText.title(field.param()));
        toggle.selectedProperty().subscribe(on -> {
            if (field.value() != null && on != field.value()) {
                field.choose(on);
                sealed.run();
            }
        });
        var row = new Row(field.param(), toggle, Usual.source(field.param()), field.complaintProperty());
        return new Input(row.node(), params -> {
            field.show(params);
            toggle.setSelected(Boolean.TRUE.equals(field.value()));
        });
    }

    private Input document(Param.Document param, FieldModel<JsonNode> field) {
        var area = new TextArea();
        area.setId("input-" + param.name());
        area.setAccessibleText(ValueText.title(param));
        area.getStyleClass().add("code");
        area.setPromptText("{ }");
        area.textProperty().subscribe(typed -> {
            if (typed != null && area.isFocused()) field.type(typed);
        });
        area.textProperty().subscribe(t -> area.setPrefRowCount(lines(t)));
        area.focusedProperty().subscribe(focused -> {
            if (!focused) sealed.run();
        });
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() != KeyCode.ESCAPE) return;
            field.revert();
            area.setText(pretty(field.value()));
        });
        field.complaintProperty().subscribe(c -> area.pseudoClassStateChanged(INVALID, !c.isEmpty()));
        field.assumedProperty().subscribe(a -> area.pseudoClassStateChanged(ASSUMED, a));
        var right = new HBox();
        field.assumedProperty().subscribe(a -> right.getChildren().setAll(a ? assumed() : reset(field)));
        var row = new Row(param, right, Usual.line(param), field.complaintProperty(), area);
        return new Input(row.node(), params -> {
            field.show(params);
            if (!area.isFocused() && field.complaintProperty().get().isEmpty()) area.setText(pretty(field.value()));
        });
    }

    private static int lines(@Nullable String text) {
        long written = text == null ? 0 : text.lines().count() + 1;
        return Math.clamp(written, FEWEST_LINES, MOST_LINES);
    }

    private static String pretty(@Nullable JsonNode value) {
        return value == null ? "" : PRETTY.writeValueAsString(value);
    }

    void seal() {
        sealed.run();
    }

    static Input law(Region node, Consumer<Params> show) {
        return new Input(node, show);
    }

    /// Typed so that [LawInput] need not cast.
    static FieldModel<Distribution> lawField(FieldModel<?> field) {
        return cast(field);
    }
}
