package billow.app.desktop.inspector;

import billow.app.desktop.glyph.Icon;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;

/// A form for the parameters of one target, by section, made from their declarations. Inputs are made when they come
/// on view.
final class ParamForm {
    /// The field that narrows a long form.
    static final String SEARCH = "inspector-search";

    private final FormModel model;
    private final Inputs factory;
    private final Target target;
    private final Consumer<Edit> edits;
    private final VBox root = new VBox();
    private final VBox sections = new VBox();
    private final Map<String, Inputs.Input> inputs = new HashMap<>();
    private List<Param<?>> onView = List.of();
    private Params shown = Params.DEFAULTS;

    ParamForm(List<Param<?>> params, Target target, Consumer<Edit> edits, Runnable sealed) {
        this(params, Derived.NOTHING, target, edits, sealed);
    }

    /// @param derived what holds where nothing is set
    /// @param edits  takes every accepted change
    /// @param sealed ends an undo step
    ParamForm(List<Param<?>> params, Derived derived, Target target, Consumer<Edit> edits, Runnable sealed) {
        model = new FormModel(params);
        factory = new Inputs(derived, sealed);
        this.target = target;
        this.edits = edits;
        root.getStyleClass().add("form");
        sections.getStyleClass().add("form");
        if (model.isLong()) root.getChildren().add(search(params.size()));
        root.getChildren().add(sections);
        rebuild();
    }

    private Region search(int count) {
        var field = new CustomTextField();
        field.setId(SEARCH);
        field.setPromptText("Find among " + count + " parameters");
        field.setAccessibleText("Find a parameter");
        var icon = new HBox(Icon.SEARCH.node(14));
        icon.setAlignment(javafx.geometry.Pos.CENTER);
        icon.getStyleClass().add("field-icon");
        field.setLeft(icon);
        field.textProperty().subscribe(typed -> {
            model.search(typed == null ? "" : typed);
            rebuild();
        });
        field.setOnKeyPressed(e -> {
            if (e.getCode() == javafx.scene.input.KeyCode.ESCAPE) field.clear();
        });
        var box = new VBox(field);
        box.getStyleClass().add("form-search");
        return box;
    }

    private void rebuild() {
        var children = new ArrayList<Node>();
        var next = new ArrayList<Param<?>>();
        for (var section : model.sections()) {
            var title = new Label(section.title());
            title.getStyleClass().add("section-title");
            children.add(title);
            for (var param : model.visible(section)) {
                next.add(param);
                children.add(input(param).node());
            }
            if (model.more(section) > 0) children.add(more(section));
        }
        if (children.isEmpty() && model.searching()) {
            var nothing = new Label("No parameter is called so.");
            nothing.getStyleClass().add("fine");
            children.add(nothing);
        }
        onView = List.copyOf(next);
        sections.getChildren().setAll(children);
    }

    private Hyperlink more(Section section) {
        boolean open = model.isOpen(section);
        var link = new Hyperlink(open ? "Fewer" : model.more(section) + " more", (open ? Icon.UP : Icon.DOWN).node(14));
        link.setId("more-" + section.name().toLowerCase(java.util.Locale.ROOT));
        link.getStyleClass().add("more-entry");
        link.setAccessibleText((open ? "Fewer" : "More") + " parameters: " + section.title());
        link.setOnAction(e -> {
            model.toggle(section);
            rebuild();
        });
        return link;
    }

    private <T> Inputs.Input input(Param<T> param) {
        var known = inputs.get(param.name());
        if (known != null) return known;
        var made = factory.of(param, value -> edits.accept(new Edit.SetParam<>(target, param, value)));
        inputs.put(param.name(), made);
        made.show().accept(shown);
        return made;
    }

    void show(Params params) {
        shown = params;
        inputs.values().forEach(i -> i.show().accept(params));
        model.show(params);
        if (!wanted().equals(onView)) rebuild();
    }

    private List<Param<?>> wanted() {
        return model.sections().stream()
                .<Param<?>>flatMap(s -> model.visible(s).stream())
                .toList();
    }

    Region node() {
        return root;
    }
}
