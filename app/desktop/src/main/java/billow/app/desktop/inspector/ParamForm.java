package billow.app.desktop.inspector;

import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A form for the parameters of one target, by section, made from their declarations.
final class ParamForm {
    private final VBox root = new VBox();
    private final List<Inputs.Input> inputs = new ArrayList<>();

    ParamForm(List<Param<?>> params, Target target, Consumer<Edit> edits, Runnable sealed) {
        this(params, Derived.NOTHING, target, edits, sealed);
    }

    /// @param derived what holds where nothing is set
    /// @param edits  takes every accepted change
    /// @param sealed ends an undo step
    ParamForm(List<Param<?>> params, Derived derived, Target target, Consumer<Edit> edits, Runnable sealed) {
        root.getStyleClass().add("form");
        var factory = new Inputs(derived, sealed);
        for (var section : Section.values()) {
            var own =
                    params.stream().filter(p -> p.about().section() == section).toList();
            if (own.isEmpty()) continue;
            var title = new Label(section.title());
            title.getStyleClass().add("section-title");
            root.getChildren().add(title);
            for (var param : own) add(factory, param, target, edits);
        }
    }

    private <T> void add(Inputs factory, Param<T> param, Target target, Consumer<Edit> edits) {
        var input = factory.of(param, value -> edits.accept(new Edit.SetParam<>(target, param, value)));
        inputs.add(input);
        root.getChildren().add(input.node());
    }

    void show(Params params) {
        inputs.forEach(i -> i.show().accept(params));
    }

    Region node() {
        return root;
    }
}
