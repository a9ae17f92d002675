package billow.app.desktop.inspector;

import billow.model.param.Param;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A distribution as a shape and numbers with units. Numbers that make no law stay with a complaint.
public final class LawModel {
    private final FieldModel<Distribution> field;
    private final Unit unit;
    private final ObjectProperty<LawShape> shape = new SimpleObjectProperty<>(LawShape.CONSTANT);
    private final ObjectProperty<@Nullable Distribution> law = new SimpleObjectProperty<>();
    private final StringProperty complaint = new SimpleStringProperty("");
    private final List<String> texts = new ArrayList<>();

    public LawModel(FieldModel<Distribution> field, Param.Law param) {
        this.field = field;
        unit = param.unit();
    }

    public ReadOnlyObjectProperty<LawShape> shapeProperty() {
        return shape;
    }

    /// The law last shown or made, for the drawing.
    public ReadOnlyObjectProperty<@Nullable Distribution> lawProperty() {
        return law;
    }

    public ReadOnlyStringProperty complaintProperty() {
        return complaint;
    }

    public Unit unit() {
        return unit;
    }

    /// The numbers as shown, as many as the shape has.
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /// Takes over the design's value; returns whether the numbers shown have to be written anew.
    public boolean show() {
        var next = field.value();
        if (next == null) {
            if (shape.get() == LawShape.NONE) return false;
            law.set(null);
            shape.set(LawShape.NONE);
            texts.clear();
            return true;
        }
        if (next.equals(law.get())) return false;
        law.set(next);
        complaint.set("");
        shape.set(LawShape.of(next));
        write(next);
        return true;
    }

    private void write(Distribution next) {
        var numbers = shape.get().take(next);
        texts.clear();
        for (int i = 0; i < numbers.size(); i++)
            texts.add(shape.get().plain(i) ? few(numbers.get(i)) : quantity(numbers.get(i)));
    }

    private static String few(double value) {
        return Quantity.print(Math.rint(value * 1e6) / 1e6);
    }

    private String quantity(double canonical) {
        var rounded = new java.math.BigDecimal(canonical).round(new java.math.MathContext(6));
        return Quantity.text(rounded.doubleValue(), unit);
    }

    /// Another family, with numbers that resemble the present law.
    public void choose(LawShape next) {
        if (next == shape.get()) return;
        var present = law.get();
        shape.set(next);
        if (next == LawShape.OTHER || next == LawShape.NONE) {
            texts.clear();
            if (next == LawShape.NONE) {
                law.set(null);
                field.choose(null);
            }
            return;
        }
        next.resembling(present == null ? new Distribution.Constant(100 * unit.size()) : present)
                .ifPresent(made -> {
                    law.set(made);
                    write(made);
                    complaint.set("");
                    field.choose(made);
                });
    }

    /// What somebody typed into the number at `index`.
    public void type(int index, String typed) {
        if (index >= texts.size() || typed.equals(texts.get(index))) return;
        texts.set(index, typed);
        var numbers = new ArrayList<Double>();
        for (int i = 0; i < texts.size(); i++) {
            var number = number(i);
            if (number.isEmpty()) {
                complaint.set("Expected %s, received %s."
                        .formatted(
                                shape.get().plain(i) ? "a number" : "a quantity such as " + quantity(unit.size()),
                                texts.get(i)));
                return;
            }
            numbers.add(number.get());
        }
        try {
            shape.get().make(numbers).ifPresent(this::accept);
        } catch (IllegalArgumentException e) {
            complaint.set(reason(e, numbers));
        }
    }

    private Optional<Double> number(int index) {
        return Quantity.parse(texts.get(index), shape.get().plain(index) ? Unit.COUNT : unit)
                .map(Quantity::canonical);
    }

    private void accept(Distribution made) {
        var refused = field.param().complaint(made);
        complaint.set(refused.orElse(""));
        if (refused.isPresent()) return;
        law.set(made);
        field.choose(made);
    }

    private String reason(IllegalArgumentException e, List<Double> numbers) {
        if (shape.get() == LawShape.LOGNORMAL && numbers.get(1) < numbers.get(0))
            return "Expected a p99 of at least p50 (%s), received %s.".formatted(texts.get(0), texts.get(1));
        if (shape.get() == LawShape.UNIFORM && numbers.get(1) < numbers.get(0))
            return "Expected an end at or above the beginning (%s), received %s.".formatted(texts.get(0), texts.get(1));
        return String.valueOf(e.getMessage());
    }
}
