package billow.app.desktop.results;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/// A row per node; choosing one selects it in the drawing.
final class NodeTable {
    private final TableView<ResultsModel.Row> table = new TableView<>();

    NodeTable(Consumer<String> select) {
        table.setId("node-table");
        table.setPlaceholder(new Label("After a run every node has a line here."));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Node", 150, false, ResultsModel.Row::name));
        table.getColumns().add(column("Service", 150, false, ResultsModel.Row::kind));
        table.getColumns().add(column("Requests", 90, true, ResultsModel.Row::requests));
        table.getColumns().add(column("Throttled", 90, true, ResultsModel.Row::throttled));
        table.getColumns().add(column("Errors", 90, true, ResultsModel.Row::errors));
        table.getColumns().add(column("p50", 90, true, ResultsModel.Row::p50));
        table.getColumns().add(column("p99", 90, true, ResultsModel.Row::p99));
        table.getColumns().add(column("More", 380, false, ResultsModel.Row::more));
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) select.accept(row.id());
        });
    }

    private static TableColumn<ResultsModel.Row, String> column(
            String title, double width, boolean number, Function<ResultsModel.Row, String> text) {
        var column = new TableColumn<ResultsModel.Row, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(c -> new ReadOnlyStringWrapper(text.apply(c.getValue())));
        if (number) column.getStyleClass().add("number-column");
        return column;
    }

    Region node() {
        return table;
    }

    void show(List<ResultsModel.Row> rows) {
        table.getItems().setAll(rows);
    }
}
