package billow.app.desktop.palette;

import billow.app.desktop.glyph.Icon;
import billow.app.desktop.glyph.Tile;
import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.SetChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.textfield.CustomTextField;

/// The palette: a search field over the services by family. A service is dragged to the canvas, or placed with Enter or
/// a double click.
public final class PaletteView {
    /// Takes services to the canvas.
    public interface Carrier {
        void begin(NodeKind kind, double sceneX, double sceneY);

        void move(double sceneX, double sceneY, boolean free);

        void end(double sceneX, double sceneY, boolean free);
    }

    private final PaletteModel model;
    private final Carrier carrier;
    private final Consumer<NodeKind> place;
    private final CustomTextField search = new CustomTextField();
    private final VBox list = new VBox();
    private final VBox root = new VBox();

    /// @param place puts a service where there is room
    public PaletteView(PaletteModel model, Carrier carrier, Consumer<NodeKind> place) {
        this.model = model;
        this.carrier = carrier;
        this.place = place;
        root.getStyleClass().add("palette");
        root.setId("palette");
        search.setId("palette-search");
        search.setPromptText("Search services");
        search.setAccessibleText("Search services");
        search.setLeft(padded(Icon.SEARCH.node(15)));
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setOnAction(e -> model.first().ifPresent(place));
        search.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.DOWN) firstEntry();
            if (e.getCode() == KeyCode.ESCAPE) search.clear();
        });
        list.getStyleClass().add("palette-list");
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var top = new HBox(search);
        top.getStyleClass().add("palette-top");
        HBox.setHgrow(search, Priority.ALWAYS);
        var foot = new Label("Drag, or press Enter");
        foot.getStyleClass().addAll("fine", "palette-foot");
        foot.setMaxWidth(Double.MAX_VALUE);
        root.getChildren().setAll(top, scroll, foot);
        model.groups().subscribe(this::show);
        model.folded().addListener((SetChangeListener<Category>)
                c -> show(model.groups().getValue()));
    }

    private static Region padded(Region icon) {
        var box = new HBox(icon);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("field-icon");
        return box;
    }

    public Region node() {
        return root;
    }

    public void focus() {
        search.requestFocus();
    }

    private void firstEntry() {
        list.getChildren().stream()
                .filter(n -> n.getStyleClass().contains("palette-entry"))
                .findFirst()
                .ifPresent(javafx.scene.Node::requestFocus);
    }

    private void show(List<PaletteModel.Group> groups) {
        list.getChildren().clear();
        for (var group : groups) {
            list.getChildren().add(head(group));
            if (!model.isFolded(group.category()))
                group.kinds().forEach(k -> list.getChildren().add(entry(k)));
        }
        if (groups.isEmpty()) {
            var nothing =
                    new Label("No service is called “" + model.searchProperty().get() + "”.");
            nothing.setWrapText(true);
            nothing.getStyleClass().addAll("fine", "palette-nothing");
            list.getChildren().add(nothing);
        }
    }

    private Region head(PaletteModel.Group group) {
        var category = group.category();
        boolean folded = model.isFolded(category);
        var title = new Label(category.title());
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var head = new HBox(5, (folded ? Icon.RIGHT : Icon.DOWN).node(12), title);
        if (folded) {
            var count = new Label(Integer.toString(group.kinds().size()));
            count.getStyleClass().add("fine");
            head.getChildren().add(count);
        }
        head.setId("family-" + category.name().toLowerCase(Locale.ROOT));
        head.getStyleClass().add("group-title");
        head.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        head.setAccessibleText(category.title() + ", " + group.kinds().size() + " services");
        head.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> model.toggle(category));
        return head;
    }

    private Region entry(NodeKind kind) {
        var name = new Label(kind.name());
        var entry = new HBox(Tile.of(kind, 24), name);
        entry.setId("palette-" + kind.id().replace('.', '-'));
        entry.getStyleClass().add("palette-entry");
        entry.setFocusTraversable(true);
        entry.setAccessibleRole(AccessibleRole.BUTTON);
        entry.setAccessibleText(kind.name() + ". " + kind.summary());
        var tip = new Tooltip(kind.summary());
        tip.setShowDelay(Duration.millis(700));
        tip.setMaxWidth(280);
        tip.setWrapText(true);
        Tooltip.install(entry, tip);
        entry.addEventHandler(KeyEvent.KEY_PRESSED, e -> key(e, kind));
        entry.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> entry.requestFocus());
        entry.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getClickCount() == 2) place.accept(kind);
        });
        entry.addEventHandler(MouseEvent.DRAG_DETECTED, e -> {
            tip.hide();
            carrier.begin(kind, e.getSceneX(), e.getSceneY());
        });
        entry.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> carrier.move(e.getSceneX(), e.getSceneY(), e.isAltDown()));
        entry.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> carrier.end(e.getSceneX(), e.getSceneY(), e.isAltDown()));
        return entry;
    }

    private void key(KeyEvent e, NodeKind kind) {
        if (e.getCode() == KeyCode.ENTER) {
            place.accept(kind);
            e.consume();
        }
    }
}
