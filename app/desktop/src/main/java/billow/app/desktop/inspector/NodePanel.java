package billow.app.desktop.inspector;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.glyph.Icon;
import billow.app.desktop.glyph.Tile;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.kind.NodeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Name, parameters, tags and links of a node.
final class NodePanel implements Panel {
    /// @param id the node's; @param kind the kind's, which a node keeps
    private record Subject(String id, String kind) {}

    private final OpenDesign open;
    private final Subject subject;
    private final VBox root = new VBox();
    private final TextField label = new TextField();
    private final TextField tags = new TextField();
    private final ParamForm form;
    private final VBox links = new VBox(2);

    /// @param explain says how faithful a kind is
    NodePanel(OpenDesign open, Node node, Consumer<NodeKind> explain) {
        this.open = open;
        subject = new Subject(node.id(), node.kind().id());
        form = new ParamForm(
                node.kind().params(), node.kind()::derived, new Target.OfNode(node.id()), open::edit, open::seal);
        var about = new Label(node.kind().summary());
        about.getStyleClass().add("summary");
        about.setWrapText(true);
        root.getChildren().addAll(head(node), about, faithful(node.kind(), explain), form.node());
        root.getChildren().addAll(title("Tags"), tagRow(), title("Links"), links);
        show(open.design());
    }

    private static Label title(String text) {
        var title = new Label(text);
        title.getStyleClass().add("section-title");
        return title;
    }

    private static Hyperlink faithful(NodeKind kind, Consumer<NodeKind> explain) {
        var ask = new Hyperlink("How faithful is this?", Icon.INFO.node(14));
        ask.setId("how-faithful");
        ask.getStyleClass().add("link-entry");
        ask.setTooltip(new Tooltip("Modelled, simplified, ignored, and on what evidence (F1)"));
        ask.setOnAction(e -> explain.accept(kind));
        return ask;
    }

    private HBox head(Node node) {
        label.setId("inspector-label");
        label.getStyleClass().add("name-field");
        label.setAccessibleText("Name");
        label.textProperty().subscribe(typed -> {
            if (typed != null && label.isFocused() && !typed.isBlank())
                open.edit(new Edit.Relabel(subject.id(), typed.strip()));
        });
        label.focusedProperty().subscribe(focused -> {
            if (!focused) {
                open.seal();
                show(open.design());
            }
        });
        var kind = new Label(node.kind().name());
        kind.getStyleClass().add("fine");
        var words = new VBox(0, label, kind);
        HBox.setHgrow(words, Priority.ALWAYS);
        var remove = new Button();
        remove.setGraphic(Icon.TRASH.node(16));
        remove.getStyleClass().addAll("flat", "icon-button");
        remove.setAccessibleText("Remove " + node.label());
        remove.setTooltip(new Tooltip("Remove (Delete)"));
        remove.setOnAction(e -> open.editOnce(new Edit.Remove(java.util.Set.of(subject.id()), java.util.Set.of())));
        var head = new HBox(10, Tile.of(node.kind(), 36), words, remove);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("inspector-head");
        return head;
    }

    private TextField tagRow() {
        tags.setId("inspector-tags");
        tags.setPromptText("team=shop, env=prod");
        tags.setAccessibleText("Cost allocation tags, name=value, separated by commas");
        tags.focusedProperty().subscribe(focused -> {
            if (!focused) acceptTags();
        });
        tags.setOnAction(e -> acceptTags());
        return tags;
    }

    private void acceptTags() {
        if (open.design().node(subject.id()).isEmpty()) return;
        var read = new LinkedHashMap<String, String>();
        for (var part : tags.getText().split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0)
                read.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
        }
        open.editOnce(new Edit.SetTags(subject.id(), read));
        show(open.design());
    }

    @Override
    public Object subject() {
        return subject;
    }

    static Object subjectOf(Node node) {
        return new Subject(node.id(), node.kind().id());
    }

    @Override
    public Region node() {
        return root;
    }

    @Override
    public void show(Design design) {
        var node = design.nodes().get(subject.id());
        if (node == null) return;
        if (!label.isFocused() && !label.getText().equals(node.label())) label.setText(node.label());
        if (!tags.isFocused()) tags.setText(text(node.tags()));
        form.show(node.params());
        links.getChildren().clear();
        design.linksFrom(node.id()).forEach(l -> links.getChildren().add(entry(l, sentence(design, l, true))));
        design.linksTo(node.id()).forEach(l -> links.getChildren().add(entry(l, sentence(design, l, false))));
        if (links.getChildren().isEmpty()) {
            var none = new Label("None yet. Drag from the port on the right, or press C.");
            none.getStyleClass().add("fine");
            none.setWrapText(true);
            links.getChildren().add(none);
        }
    }

    private static String sentence(Design design, Link link, boolean outgoing) {
        var other = design.nodes().get(outgoing ? link.to() : link.from());
        var name = other == null ? "" : other.label();
        return outgoing
                ? link.kind().verb() + " " + name
                : name + " " + link.kind().verb() + " it";
    }

    private Hyperlink entry(Link link, String text) {
        var entry = new Hyperlink(text, Icon.LINK.node(14));
        entry.getStyleClass().add("link-entry");
        entry.setOnAction(e -> open.selection().link(link.id()));
        return entry;
    }

    private static String text(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
