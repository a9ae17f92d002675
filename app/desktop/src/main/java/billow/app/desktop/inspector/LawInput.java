package billow.app.desktop.inspector;

import billow.app.desktop.document.ValueText;
import billow.model.param.Param;
import billow.model.value.Distribution;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The editor of a distribution: family, numbers, and its density.
final class LawInput {
    private final LawModel model;
    private final FieldModel<Distribution> field;
    private final Inputs inputs;
    private final ComboBox<LawShape> shapes = new ComboBox<>();
    private final HBox numbers = new HBox(8);
    private final Density density;

    private LawInput(Param.Law param, FieldModel<Distribution> field, Inputs inputs) {
        this.field = field;
        this.inputs = inputs;
        model = new LawModel(field, param);
        density = new Density(param.unit());
        shapes.setId("input-" + param.name());
        shapes.setAccessibleText(ValueText.title(param) + ", family");
        shapes.getItems().setAll(LawShape.values());
        if (param.fallback() != null) shapes.getItems().remove(LawShape.NONE);
        shapes.setConverter(titles());
        shapes.setPrefWidth(132);
        shapes.setMinWidth(132);
        shapes.setOnAction(e -> {
            var chosen = shapes.getValue();
            if (chosen == null || chosen == model.shapeProperty().get()) return;
            model.choose(chosen);
            write();
            inputs.seal();
        });
        field.assumedProperty().subscribe(a -> shapes.pseudoClassStateChanged(Inputs.ASSUMED, a));
        model.lawProperty().subscribe(law -> {
            density.show(law);
            boolean varies = law != null && !(law instanceof Distribution.Constant);
            density.node().setVisible(varies);
            density.node().setManaged(varies);
        });
        numbers.setAlignment(Pos.CENTER_LEFT);
    }

    static Inputs.Input of(Param.Law param, FieldModel<Distribution> field, Inputs inputs) {
        var input = new LawInput(param, field, inputs);
        var below = new VBox(6, input.density.node(), input.numbers);
        below.getStyleClass().add("law");
        var complaint = Bindings.createStringBinding(
                () -> field.complaintProperty().get().isEmpty()
                        ? input.model.complaintProperty().get()
                        : field.complaintProperty().get(),
                field.complaintProperty(),
                input.model.complaintProperty());
        var right = new HBox(4, input.shapes);
        field.assumedProperty().subscribe(a -> {
            right.getChildren().removeIf(n -> n != input.shapes);
            if (!a) right.getChildren().addFirst(Inputs.reset(field));
        });
        right.setAlignment(Pos.CENTER_RIGHT);
        var row = new Row(param, right, Usual.source(param), complaint, below);
        return Inputs.law(row.node(), params -> {
            field.show(params);
            if (input.model.show() || input.numbers.getChildren().isEmpty()) input.write();
        });
    }

    private static StringConverter<LawShape> titles() {
        return new StringConverter<>() {
            @Override
            public String toString(LawShape shape) {
                return shape == null ? "" : shape.title();
            }

            @Override
            public LawShape fromString(String text) {
                throw new UnsupportedOperationException("The list is not edited as text.");
            }
        };
    }

    private void write() {
        var shape = model.shapeProperty().get();
        shapes.setValue(shape);
        numbers.getChildren().clear();
        numbers.setManaged(shape != LawShape.NONE);
        if (shape == LawShape.OTHER) {
            var text = inputs.text(field);
            text.setId("input-" + field.param().name() + "-text");
            HBox.setHgrow(text, Priority.ALWAYS);
            numbers.getChildren().add(text);
            return;
        }
        for (int i = 0; i < shape.numbers().size(); i++) {
            var name = new Label(shape.numbers().get(i));
            name.getStyleClass().add("fine");
            name.setMinWidth(USE_PREF);
            var input = number(i, shape.numbers().get(i));
            HBox.setHgrow(input, Priority.ALWAYS);
            numbers.getChildren().addAll(name, input);
        }
    }

    private static final double USE_PREF = javafx.scene.layout.Region.USE_PREF_SIZE;

    private TextField number(int index, String name) {
        var input = new TextField(model.texts().size() > index ? model.texts().get(index) : "");
        input.setId("input-" + field.param().name() + "-" + name.toLowerCase(java.util.Locale.ROOT));
        input.setAccessibleText(ValueText.title(field.param()) + ", " + name);
        input.setPrefWidth(80);
        field.assumedProperty().subscribe(a -> input.pseudoClassStateChanged(Inputs.ASSUMED, a));
        input.textProperty().subscribe(typed -> {
            if (typed != null && input.isFocused()) model.type(index, typed);
        });
        model.complaintProperty().subscribe(c -> input.pseudoClassStateChanged(Inputs.INVALID, !c.isEmpty()));
        input.focusedProperty().subscribe(focused -> {
            if (!focused) inputs.seal();
        });
        return input;
    }
}
