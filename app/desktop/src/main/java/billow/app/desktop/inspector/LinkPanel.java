package billow.app.desktop.inspector;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.ValueText;
import billow.app.desktop.glyph.Icon;
import billow.app.desktop.glyph.Tile;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.edit.Edit;
import billow.model.edit.Target;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// What a link does, and its parameters.
final class LinkPanel implements Panel {
    private record Subject(String id, LinkKind kind) {}

    private final Subject subject;
    private final VBox root = new VBox();
    private final Label sentence = new Label();
    private final ParamForm form;

    LinkPanel(OpenDesign open, Link link) {
        subject = new Subject(link.id(), link.kind());
        var options = options(open.design(), link);
        var params = options.stream()
                .filter(o -> o.kind() == link.kind())
                .findFirst()
                .map(Connection.Option::params)
                .orElse(List.of());
        form = new ParamForm(params, new Target.OfLink(link.id()), open::edit, open::seal);
        sentence.getStyleClass().add("summary");
        sentence.setWrapText(true);
        root.getChildren().addAll(head(open, link), sentence);
        if (options.size() > 1) root.getChildren().add(kinds(open, link, options));
        root.getChildren().add(form.node());
        if (params.isEmpty()) {
            var nothing = new Label("There is nothing to set on this link.");
            nothing.getStyleClass().add("fine");
            root.getChildren().add(nothing);
        }
        show(open.design());
    }

    private static List<Connection.Option> options(Design design, Link link) {
        var from = design.nodes().get(link.from());
        var to = design.nodes().get(link.to());
        if (from == null || to == null) return List.of();
        return switch (Connection.between(from.kind(), to.kind())) {
            case Connection.Possible(var options) -> options;
            case Connection.Refused r -> List.of();
        };
    }

    private static HBox head(OpenDesign open, Link link) {
        var from = open.design().nodes().get(link.from());
        var to = open.design().nodes().get(link.to());
        var head = new HBox(6);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("inspector-head");
        if (from != null && to != null)
            head.getChildren().addAll(Tile.of(from.kind(), 30), Icon.LINK.node(16), Tile.of(to.kind(), 30));
        var title = new Label("Link");
        title.getStyleClass().add("inspector-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox.setMargin(title, new javafx.geometry.Insets(0, 0, 0, 6));
        var remove = new Button();
        remove.setGraphic(Icon.TRASH.node(16));
        remove.getStyleClass().addAll("flat", "icon-button");
        remove.setAccessibleText("Remove link");
        remove.setTooltip(new Tooltip("Remove (Delete)"));
        remove.setOnAction(e -> open.editOnce(new Edit.Remove(Set.of(), Set.of(link.id()))));
        head.getChildren().addAll(title, remove);
        return head;
    }

    /// Another way to connect replaces the link.
    private static HBox kinds(OpenDesign open, Link link, List<Connection.Option> options) {
        var box = new ComboBox<LinkKind>();
        box.setId("input-link-kind");
        box.setAccessibleText("Way to connect");
        box.getItems()
                .setAll(options.stream().map(Connection.Option::kind).distinct().toList());
        box.setValue(link.kind());
        box.setConverter(words());
        box.setPrefWidth(168);
        box.setOnAction(e -> {
            var chosen = box.getValue();
            if (chosen == null || chosen == link.kind()) return;
            var changed = new Link(link.id(), link.from(), link.to(), chosen, link.params(), link.extra());
            open.editOnce(new Edit.Together(
                    "Change link", List.of(new Edit.Remove(Set.of(), Set.of(link.id())), new Edit.Connect(changed))));
            open.selection().link(link.id());
        });
        var title = new Label("Connects by");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var row = new HBox(8, title, box);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll("field", "link-way");
        return row;
    }

    private static StringConverter<LinkKind> words() {
        return new StringConverter<>() {
            @Override
            public String toString(LinkKind kind) {
                return kind == null ? "" : ValueText.title(kind.word());
            }

            @Override
            public LinkKind fromString(String text) {
                throw new UnsupportedOperationException("The list is not edited as text.");
            }
        };
    }

    @Override
    public Object subject() {
        return subject;
    }

    static Object subjectOf(Link link) {
        return new Subject(link.id(), link.kind());
    }

    @Override
    public Region node() {
        return root;
    }

    @Override
    public void show(Design design) {
        var link = design.link(subject.id()).orElse(null);
        if (link == null) return;
        form.show(link.params());
        var from = design.nodes().get(link.from());
        var to = design.nodes().get(link.to());
        if (from == null || to == null) return;
        sentence.setText(from.label() + " " + link.kind().verb() + " " + to.label() + ". " + manner(link.kind()));
    }

    private static String manner(LinkKind kind) {
        return switch (kind) {
            case WATCH -> "The metric is read once a period; nothing is called.";
            case AUTHORISE ->
                "Requests wait until they are let through or refused, unless an earlier answer still holds.";
            case ROLL_BACK -> "A deployment under way returns to the version before.";
            case SCALE -> "Its capacity is changed by steps, once a minute while the state lasts.";
            case DEAD_LETTER, ON_FAILURE -> "What failed for good goes there; nobody waits for it.";
            case ON_SUCCESS -> "What was done is told there; nobody waits for it.";
            default ->
                switch (kind.style()) {
                    case SYNCHRONOUS -> "The caller waits for the answer.";
                    case ASYNCHRONOUS -> "The caller does not wait.";
                    case POLLED -> "Messages are fetched in batches.";
                };
        };
    }
}
