package billow.app.desktop.inspector;

import billow.model.file.ParamText;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// One field of the inspector: the text somebody types, and the value it stands for. A text that cannot be a value
/// stays
/// with a complaint and never reaches the design.
///
/// @param <T> type of the parameter's values
public final class FieldModel<T> {
    private final Param<T> param;
    private final Derived derived;
    private final Consumer<@Nullable T> accept;
    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty complaint = new SimpleStringProperty("");
    private final BooleanProperty assumed = new SimpleBooleanProperty(true);
    private @Nullable T value;

    /// @param accept takes every acceptable value; null resets the parameter to its default
    public FieldModel(Param<T> param, Consumer<@Nullable T> accept) {
        this(param, Derived.NOTHING, accept);
    }

    /// @param derived what is shown where nothing is set
    FieldModel(Param<T> param, Derived derived, Consumer<@Nullable T> accept) {
        this.param = param;
        this.derived = derived;
        this.accept = accept;
    }

    public Param<T> param() {
        return param;
    }

    public ReadOnlyStringProperty textProperty() {
        return text;
    }

    /// What is wrong with the text; empty when it is a value.
    public ReadOnlyStringProperty complaintProperty() {
        return complaint;
    }

    /// Whether nobody set the parameter.
    public ReadOnlyBooleanProperty assumedProperty() {
        return assumed;
    }

    /// The value of the design, the default included; null when absent.
    public @Nullable T value() {
        return value;
    }

    /// Takes over the design's value. A text that is being typed and means that value is left as it is.
    public void show(Params params) {
        T next = params.find(param).or(() -> derived.of(param, params)).orElse(null);
        boolean same = Objects.equals(next, value) && !text.get().isEmpty();
        value = next;
        assumed.set(!params.isSet(param));
        if (same && !complaint.get().isEmpty()) return;
        if (same && means(text.get(), next)) return;
        complaint.set("");
        text.set(ParamText.text(param, next));
    }

    private boolean means(String typed, @Nullable T wanted) {
        return ParamText.accept(param, typed) instanceof ParamText.Value<T>(var read) && Objects.equals(read, wanted);
    }

    /// What somebody typed so far.
    public void type(String typed) {
        if (typed.equals(text.get())) return;
        text.set(typed);
        if (typed.isBlank() && !(param instanceof Param.Text)) {
            complaint.set("");
            accept.accept(null);
            return;
        }
        switch (ParamText.accept(param, typed)) {
            case ParamText.Refused<T>(var why) -> complaint.set(why);
            case ParamText.Value<T>(var read) -> {
                complaint.set("");
                value = read;
                accept.accept(read);
            }
        }
    }

    /// A value chosen with a control that offers acceptable values only.
    public void choose(@Nullable T chosen) {
        complaint.set("");
        value = chosen;
        text.set(ParamText.text(param, chosen));
        accept.accept(chosen);
    }

    /// Back to the default.
    public void reset() {
        complaint.set("");
        text.set("");
        accept.accept(null);
    }

    /// The keyboard leaves the field: what was accepted is shown in its usual form, what was refused goes on standing
    /// there with its complaint.
    public void leave() {
        if (complaint.get().isEmpty()) text.set(ParamText.text(param, value));
    }

    /// Gives up what was refused.
    public void revert() {
        complaint.set("");
        text.set(ParamText.text(param, value));
    }
}
