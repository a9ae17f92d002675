package billow.app.desktop.inspector;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.glyph.Icon;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.edit.Edit;
import billow.model.kind.NodeKind;
import billow.model.param.Param;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The right side: everything that can be set about what is selected, with what is wrong about it.
public final class InspectorView {
    /// Text fields that are not what somebody who enters the inspector wants first.
    private static final java.util.Set<String> SKIPPED = java.util.Set.of("inspector-label", ParamForm.SEARCH);

    private final OpenDesign open;
    private final List<Param<?>> quotas;
    private final List<String> regions;
    private final Consumer<Scenario> choose;
    private final VBox content = new VBox();
    private final VBox findings = new VBox(6);
    private final Label cost = new Label();
    private final Consumer<NodeKind> explain;
    private final ScrollPane scroll = new ScrollPane(content);
    private List<Finding> all = List.of();
    private @Nullable Panel panel;

    /// @param quotas  parameters of the account
    /// @param regions that can be priced
    /// @param choose  makes a scenario the one to be run
    /// @param explain says how faithful a kind is
    public InspectorView(
            OpenDesign open,
            List<Param<?>> quotas,
            List<String> regions,
            Consumer<Scenario> choose,
            Consumer<NodeKind> explain) {
        this.choose = choose;
        this.explain = explain;
        cost.setId("inspector-cost");
        cost.getStyleClass().add("cost");
        cost.setMaxWidth(Double.MAX_VALUE);
        showCost("");
        this.open = open;
        this.quotas = List.copyOf(quotas);
        this.regions = List.copyOf(regions);
        content.getStyleClass().add("inspector");
        findings.getStyleClass().add("findings");
        scroll.setId("inspector");
        scroll.getStyleClass().add("inspector-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        open.selection().property().subscribe(s -> refresh());
        open.designProperty().subscribe(d -> refresh());
        open.lockedProperty().subscribe(locked -> content.setDisable(locked));
    }

    public Region node() {
        return scroll;
    }

    /// Puts the keyboard into the first field.
    public void focus() {
        first(content).ifPresent(Node::requestFocus);
    }

    private static java.util.Optional<TextInputControl> first(javafx.scene.Parent parent) {
        for (var child : parent.getChildrenUnmodifiable()) {
            if (child instanceof TextInputControl input && !SKIPPED.contains(String.valueOf(input.getId())))
                return java.util.Optional.of(input);
            if (child instanceof javafx.scene.Parent inner) {
                var found = first(inner);
                if (found.isPresent()) return found;
            }
        }
        return java.util.Optional.empty();
    }

    public void showFindings(List<Finding> next) {
        all = List.copyOf(next);
        listFindings();
    }

    /// What the selected node, or the design, is expected to cost; nothing when it is not known.
    public void showCost(String words) {
        cost.setText(words);
        cost.setVisible(!words.isEmpty());
        cost.setManaged(!words.isEmpty());
    }

    private void refresh() {
        var design = open.design();
        var wanted = subject(design);
        var shown = panel;
        if (shown != null && shown.subject().equals(wanted)) {
            shown.show(design);
            return;
        }
        panel = make(design);
        content.getChildren().setAll(cost, panel.node(), findings);
        scroll.setVvalue(0);
        listFindings();
    }

    private Object subject(Design design) {
        var selected = open.selection().get();
        if (selected.isEmpty()) return DesignPanel.SUBJECT;
        var node = selected.onlyNode().flatMap(design::node);
        if (node.isPresent()) return NodePanel.subjectOf(node.get());
        var link = selected.onlyLink().flatMap(design::link);
        if (link.isPresent()) return LinkPanel.subjectOf(link.get());
        return selected.nodes().size() + "/" + selected.links().size();
    }

    private Panel make(Design design) {
        var selected = open.selection().get();
        var node = selected.onlyNode().flatMap(design::node);
        if (node.isPresent()) return new NodePanel(open, node.get(), explain);
        var link = selected.onlyLink().flatMap(design::link);
        if (link.isPresent()) return new LinkPanel(open, link.get());
        if (!selected.isEmpty())
            return new ManyPanel(selected.nodes().size(), selected.links().size());
        return new DesignPanel(open, quotas, regions, choose);
    }

    /// Those about the selection, or all when nothing is selected.
    private void listFindings() {
        var selected = open.selection().get();
        var shown = all.stream().filter(f -> selected.isEmpty() || about(f)).toList();
        findings.getChildren().clear();
        if (shown.isEmpty()) return;
        var title = new Label("Findings");
        title.getStyleClass().add("section-title");
        findings.getChildren().add(title);
        shown.forEach(f -> findings.getChildren().add(entry(f)));
    }

    private boolean about(Finding finding) {
        var selected = open.selection().get();
        return selected.nodes().stream().anyMatch(id -> finding.path().startsWith("nodes[" + id + "]"))
                || selected.links().stream().anyMatch(id -> finding.path().startsWith("links[" + id + "]"));
    }

    private Region entry(Finding finding) {
        var icon = finding.severity() == Finding.Severity.HINT ? Icon.INFO : Icon.WARNING;
        var text = new Label(finding.text());
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        var entry = new HBox(8, icon.node(16), text);
        var mend = finding.mend();
        if (mend != null) entry.getChildren().add(mendButton(mend));
        entry.setAlignment(Pos.TOP_LEFT);
        entry.getStyleClass()
                .addAll(
                        "finding",
                        switch (finding.severity()) {
                            case ERROR -> "tone-bad";
                            case WARNING -> "tone-caution";
                            case HINT -> "tone-plain";
                        });
        entry.setOnMouseClicked(e -> Objects.requireNonNull(open).design().nodes().keySet().stream()
                .filter(id -> finding.path().startsWith("nodes[" + id + "]"))
                .findFirst()
                .ifPresent(open.selection()::node));
        return entry;
    }

    private Button mendButton(Edit mend) {
        var button = new Button("Mend");
        button.getStyleClass().add("mend");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(mend.label()));
        button.setOnAction(e -> open.editOnce(mend));
        return button;
    }
}
