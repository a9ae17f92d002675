package billow.app.desktop.shell;

import billow.app.desktop.canvas.Card;
import billow.app.desktop.document.Samples;
import billow.app.desktop.glyph.Icon;
import billow.app.desktop.glyph.Tile;
import billow.model.design.Design;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/// What an empty canvas says: what to do next, samples to begin with, files opened last.
final class StartPage {
    /// What can be begun.
    interface Actions {
        void sample(Samples.Sample sample);

        void open();

        void open(Path file);

        void commands();
    }

    private static final double PREVIEW_WIDTH = 208;
    private static final double PREVIEW_HEIGHT = 92;

    private final VBox root = new VBox(18);
    private final HBox recentRow = new HBox(6);
    private final Actions actions;

    StartPage(List<Samples.Sample> samples, Actions actions) {
        this.actions = actions;
        root.setId("start-page");
        root.getStyleClass().add("start");
        root.setPickOnBounds(false);
        root.setMaxSize(820, Region.USE_PREF_SIZE);
        var title = new Label("Draw it, run it, see latency and the bill");
        title.getStyleClass().add("start-title");
        title.setWrapText(true);
        title.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        var lead = new Label("Drag a service from the left, or begin with a sample.");
        lead.getStyleClass().add("start-lead");
        var cards = new FlowPane(14, 14);
        cards.setAlignment(Pos.CENTER);
        samples.forEach(s -> cards.getChildren().add(card(s)));
        var open = new Button("Open…", Icon.OPEN.node(15));
        open.setOnAction(e -> actions.open());
        var find = new Button("Find anything · Ctrl K", Icon.SEARCH.node(14));
        find.setOnAction(e -> actions.commands());
        var buttons = new HBox(8, open, find);
        buttons.setAlignment(Pos.CENTER);
        recentRow.setAlignment(Pos.CENTER);
        root.getChildren().addAll(title, lead, cards, buttons, recentRow);
    }

    Region node() {
        return root;
    }

    void showRecent(List<Path> files) {
        recentRow.getChildren().clear();
        if (files.isEmpty()) return;
        var word = new Label("Recent");
        word.getStyleClass().add("fine");
        recentRow.getChildren().add(word);
        files.stream().limit(4).forEach(f -> {
            var link = new Hyperlink(String.valueOf(f.getFileName()));
            link.setOnAction(e -> actions.open(f));
            recentRow.getChildren().add(link);
        });
    }

    private Region card(Samples.Sample sample) {
        var title = new Label(sample.title());
        title.getStyleClass().add("strong");
        var summary = new Label(sample.summary());
        summary.getStyleClass().add("summary");
        summary.setWrapText(true);
        summary.setMinHeight(54);
        summary.setMaxHeight(54);
        summary.setAlignment(Pos.TOP_LEFT);
        var card = new VBox(preview(sample.design()), title, summary);
        card.setId("sample-" + sample.id());
        card.getStyleClass().add("start-card");
        card.setMaxWidth(236);
        card.setFocusTraversable(true);
        card.setAccessibleRole(AccessibleRole.BUTTON);
        card.setAccessibleText(sample.title() + ". " + sample.summary());
        card.setOnMouseClicked(e -> actions.sample(sample));
        card.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) actions.sample(sample);
        });
        return card;
    }

    /// The design in small: tiles where the nodes are, lines where the links are.
    private static Region preview(Design design) {
        var pane = new Pane();
        pane.getStyleClass().add("start-preview");
        pane.setMinSize(PREVIEW_WIDTH, PREVIEW_HEIGHT);
        pane.setPrefSize(PREVIEW_WIDTH, PREVIEW_HEIGHT);
        var around =
                Card.around(design.nodes().values().stream().map(n -> n.at()).toList());
        if (around.isEmpty()) return pane;
        double tile = 18;
        double fx = (PREVIEW_WIDTH - tile - 24) / Math.max(1, around.getWidth() - Card.WIDTH);
        double fy = (PREVIEW_HEIGHT - tile - 20) / Math.max(1, around.getHeight() - Card.HEIGHT);
        fx = Math.min(fx, 0.22);
        fy = Math.min(fy, 0.22);
        double left = (PREVIEW_WIDTH - tile - (around.getWidth() - Card.WIDTH) * fx) / 2;
        double top = (PREVIEW_HEIGHT - tile - (around.getHeight() - Card.HEIGHT) * fy) / 2;
        for (var link : design.links()) {
            var from = design.nodes().get(link.from());
            var to = design.nodes().get(link.to());
            if (from == null || to == null) continue;
            var line = new Line(
                    left + (from.at().x() - around.getMinX()) * fx + tile / 2,
                    top + (from.at().y() - around.getMinY()) * fy + tile / 2,
                    left + (to.at().x() - around.getMinX()) * fx + tile / 2,
                    top + (to.at().y() - around.getMinY()) * fy + tile / 2);
            line.getStyleClass().add("link-line");
            pane.getChildren().add(line);
        }
        for (var node : design.nodes().values()) {
            var picture = Tile.of(node.kind(), tile);
            picture.relocate(
                    left + (node.at().x() - around.getMinX()) * fx,
                    top + (node.at().y() - around.getMinY()) * fy);
            pane.getChildren().add(picture);
        }
        return pane;
    }
}
