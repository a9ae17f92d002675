package billow.app.desktop.bill;

import billow.app.desktop.document.OpenDesign;
import billow.app.study.bill.Grouping;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The bill as a tree by service, node, route, frame or tag; the chosen line explains itself below, the total at the
/// side.
public final class BillView {
    private final MonthModel month;
    private final TreeTableView<BillModel.Entry> tree = new TreeTableView<>();
    private final Label empty = new Label();
    private final Label formula = new Label();
    private final Label source = new Label();
    private final BillSide side;
    private final HBox root;

    /// @param regions that can be priced
    public BillView(MonthModel month, OpenDesign open, List<String> regions) {
        this.month = month;
        side = new BillSide(month);
        tree.setId("bill-table");
        tree.setShowRoot(false);
        empty.setWrapText(true);
        empty.getStyleClass().add("muted");
        tree.setPlaceholder(empty);
        tree.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        tree.getColumns().add(column("Billed", 270, false, BillModel.Entry::name));
        tree.getColumns().add(column("Node", 120, false, BillModel.Entry::node));
        tree.getColumns().add(column("Quantity", 150, true, BillModel.Entry::quantity));
        tree.getColumns().add(column("Unit price", 150, true, BillModel.Entry::price));
        tree.getColumns().add(column("Amount", 100, true, BillModel.Entry::amount));
        tree.getColumns().add(column("Share", 70, true, e -> String.format(Locale.ROOT, "%.1f %%", 100 * e.share())));
        tree.getSelectionModel().selectedItemProperty().subscribe(this::explain);
        VBox.setVgrow(tree, Priority.ALWAYS);
        var left = new VBox(6, new BillBar(month, open, regions).node(), tree, explanation());
        HBox.setHgrow(left, Priority.ALWAYS);
        root = new HBox(12, left, side.node());
        root.setFillHeight(true);
        month.shownProperty().subscribe(this::show);
        month.groupingProperty().subscribe((before, now) -> show(month.shown()));
    }

    private VBox explanation() {
        formula.getStyleClass().setAll("label", "formula");
        formula.setId("bill-formula");
        formula.setWrapText(true);
        source.getStyleClass().add("fine");
        source.setWrapText(true);
        var box = new VBox(1, formula, source);
        box.setMinHeight(Region.USE_PREF_SIZE);
        return box;
    }

    private static TreeTableColumn<BillModel.Entry, String> column(
            String title, double width, boolean number, Function<BillModel.Entry, String> text) {
        var column = new TreeTableColumn<BillModel.Entry, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(
                c -> new ReadOnlyStringWrapper(text.apply(c.getValue().getValue())));
        if (number) column.getStyleClass().add("number-column");
        return column;
    }

    public Region node() {
        return root;
    }

    private void show(MonthModel.Shown shown) {
        side.show(shown);
        var answer = shown.answer();
        empty.setText(
                shown.reason().isEmpty()
                        ? "What a month of the drawing costs stands here, line by line, as soon as there is one."
                        : shown.reason());
        if (answer == null) {
            tree.setRoot(null);
            return;
        }
        Grouping by = month.groupingProperty().get();
        var top = new TreeItem<BillModel.Entry>();
        for (var group : BillModel.entries(answer, shown.design(), by)) {
            var item = new TreeItem<>(group);
            group.parts().forEach(p -> item.getChildren().add(new TreeItem<>(p)));
            item.setExpanded(true);
            top.getChildren().add(item);
        }
        var chosen = tree.getSelectionModel().getSelectedIndex();
        tree.setRoot(top);
        if (chosen >= 0 && chosen < tree.getExpandedItemCount())
            tree.getSelectionModel().select(chosen);
        else explain(null);
    }

    private void explain(@Nullable TreeItem<BillModel.Entry> item) {
        var entry = item == null ? null : item.getValue();
        var said = entry == null ? "" : entry.formula();
        formula.setText(said.isEmpty() ? "Choose a line to see how it comes about." : said);
        source.setText(entry == null || entry.source().isEmpty() ? "" : "Source: " + entry.source());
    }
}
