package billow.app.desktop.shell;

import billow.app.desktop.glyph.Icon;
import billow.app.desktop.glyph.Tile;
import billow.app.study.fidelity.Block;
import billow.app.study.fidelity.FidelityPage;
import billow.model.kind.NodeKind;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is modelled, simplified and ignored of a kind, over the window; Escape or a click beside it closes it.
final class FidelityCard {
    private final VBox text = new VBox();
    private final ScrollPane scroll = new ScrollPane(text);
    private final Label title = new Label();
    private final StackPane tile = new StackPane();
    private final StackPane root;
    private @Nullable Node before;

    FidelityCard() {
        text.getStyleClass().add("page");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("page-scroll");
        scroll.setId("fidelity-page");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        title.getStyleClass().add("inspector-title");
        title.setId("fidelity-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var close = TopBar.button(Icon.CLOSE, "fidelity-close", "Close");
        close.setOnAction(e -> close());
        var head = new HBox(12, tile, title, close);
        head.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(12, head, scroll);
        card.getStyleClass().add("fidelity-card");
        card.setMaxSize(920, 760);
        root = new StackPane(card);
        root.getStyleClass().addAll("veil", "fidelity");
        root.setId("fidelity");
        root.setVisible(false);
        root.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() != KeyCode.ESCAPE) return;
            close();
            e.consume();
        });
        root.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            if (e.getTarget() == root) close();
        });
    }

    Region node() {
        return root;
    }

    /// @param focused gets the keyboard back afterwards
    void open(NodeKind kind, @Nullable Node focused) {
        var page = FidelityPage.of(kind.id()).orElse(null);
        if (page == null) return;
        before = focused;
        tile.getChildren().setAll(Tile.of(kind, 32));
        title.setText(page.title());
        text.getChildren().clear();
        for (var block : page.blocks()) text.getChildren().add(shown(block));
        scroll.setVvalue(0);
        root.setVisible(true);
        scroll.requestFocus();
    }

    private void close() {
        root.setVisible(false);
        var back = before;
        if (back != null) back.requestFocus();
    }

    private static Region shown(Block block) {
        return switch (block) {
            case Block.Heading heading -> words(heading.text(), "page-heading");
            case Block.Paragraph paragraph -> words(paragraph.text(), "page-text");
            case Block.Table table -> table(table);
        };
    }

    private static Label words(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    /// The first column names, the second tells, the third tells where from.
    private static Region table(Block.Table table) {
        var grid = new GridPane();
        grid.getStyleClass().add("page-table");
        int columns = table.header().size();
        double[] shares = columns == 1
                ? new double[] {100}
                : columns == 2 ? new double[] {26, 74} : columns == 3 ? new double[] {22, 58, 20} : new double[0];
        for (int i = 0; i < columns; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(shares.length == 0 ? 100.0 / columns : shares[i]);
            grid.getColumnConstraints().add(column);
            grid.add(words(table.header().get(i), "page-table-head"), i, 0);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            var line = new Region();
            line.getStyleClass().add("page-rule");
            grid.add(line, 0, 2 * row + 1, columns, 1);
            var cells = table.rows().get(row);
            for (int i = 0; i < columns; i++) {
                var cell =
                        words(cells.get(i), i == 0 && columns > 1 ? "page-name" : i == 2 ? "page-source" : "page-text");
                grid.add(cell, i, 2 * row + 2);
                GridPane.setValignment(cell, javafx.geometry.VPos.TOP);
            }
        }
        return grid;
    }
}
