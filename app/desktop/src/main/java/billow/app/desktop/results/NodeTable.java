package billow.app.desktop.results;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A row per node; choosing one selects it in the drawing.
final class NodeTable {
    private final TableView<NodeRow> table = new TableView<>();

    NodeTable(Consumer<String> select) {
        table.setId("node-table");
        table.setPlaceholder(new Label("After a run every node has a line here."));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Node", 150, false, NodeRow::name));
        table.getColumns().add(column("Service", 150, false, NodeRow::kind));
        table.getColumns().add(column("Requests", 90, true, NodeRow::requests));
        table.getColumns().add(column("Throttled", 90, true, NodeRow::throttled));
        table.getColumns().add(column("Errors", 90, true, NodeRow::errors));
        table.getColumns().add(column("p50", 90, true, NodeRow::p50));
        table.getColumns().add(column("p99", 90, true, NodeRow::p99));
        table.getColumns().add(column("More", 380, false, NodeRow::more));
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) select.accept(row.id());
        });
    }

    private static TableColumn<NodeRow, String> column(
            String title, double width, boolean number, Function<NodeRow, String> text) {
        var column = new TableColumn<NodeRow, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(c -> new ReadOnlyStringWrapper(text.apply(c.getValue())));
        if (title.equals("More")) column.setCellFactory(c -> explained());
        if (number) column.getStyleClass().add("number-column");
        return column;
    }

    /// A cell whose whole text is in its tooltip.
    private static TableCell<NodeRow, String> explained() {
        return new TableCell<>() {
            @Override
            protected void updateItem(@Nullable String text, boolean empty) {
                super.updateItem(text, empty);
                setText(empty ? null : text);
                setTooltip(empty || text == null || text.isEmpty() ? null : new Tooltip(text.replace(" · ", "\n")));
            }
        };
    }

    Region node() {
        return table;
    }

    void show(List<NodeRow> rows) {
        table.getItems().setAll(rows);
    }
}
