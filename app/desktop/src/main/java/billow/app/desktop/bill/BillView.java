package billow.app.desktop.bill;

import billow.app.desktop.run.Outcome;
import billow.pricing.Money;
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

/// The bill as a tree of services and lines; the chosen line explains itself at the side.
public final class BillView {
    private final TreeTableView<BillModel.Entry> tree = new TreeTableView<>();
    private final Label total = new Label();
    private final Label about = new Label();
    private final Label formula = new Label();
    private final Label source = new Label();
    private final HBox root;

    public BillView() {
        tree.setId("bill-table");
        tree.setShowRoot(false);
        tree.setPlaceholder(new Label("After a run the month's bill stands here, line by line."));
        tree.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        tree.getColumns().add(column("Billed", 280, false, BillModel.Entry::name));
        tree.getColumns().add(column("Node", 120, false, BillModel.Entry::node));
        tree.getColumns().add(column("Quantity", 150, true, BillModel.Entry::quantity));
        tree.getColumns().add(column("Unit price", 150, true, BillModel.Entry::price));
        tree.getColumns().add(column("Amount", 100, true, BillModel.Entry::amount));
        tree.getColumns().add(column("Share", 70, true, e -> String.format(Locale.ROOT, "%.1f %%", 100 * e.share())));
        HBox.setHgrow(tree, Priority.ALWAYS);
        tree.getSelectionModel().selectedItemProperty().subscribe(this::explain);
        root = new HBox(12, tree, side());
        root.setFillHeight(true);
    }

    private VBox side() {
        var title = new Label("Total per month");
        title.getStyleClass().add("headline-title");
        total.getStyleClass().add("headline-value");
        total.setId("bill-total");
        for (var label : new Label[] {about, formula, source}) {
            label.setWrapText(true);
            label.getStyleClass().add("summary");
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        formula.getStyleClass().setAll("label", "formula");
        formula.setId("bill-formula");
        var side = new VBox(6, title, total, about, formula, source);
        side.getStyleClass().add("panel-card");
        side.setMinWidth(260);
        side.setPrefWidth(320);
        side.setMaxWidth(340);
        return side;
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

    public void show(@Nullable Outcome outcome) {
        formula.setText("");
        source.setText("");
        if (outcome == null) {
            tree.setRoot(null);
            total.setText("–");
            about.setText("");
            return;
        }
        var bill = outcome.bill().bill();
        var top = new TreeItem<BillModel.Entry>();
        for (var service : BillModel.entries(bill, outcome.result().design())) {
            var item = new TreeItem<>(service);
            service.parts().forEach(p -> item.getChildren().add(new TreeItem<>(p)));
            item.setExpanded(true);
            top.getChildren().add(item);
        }
        tree.setRoot(top);
        total.setText(Money.text(bill.total()));
        about.setText("%s, %d hours, prices of %s, %s. Choose a line to see how it comes about."
                        .formatted(
                                bill.region(),
                                bill.month().hours(),
                                bill.priceDate(),
                                switch (bill.freeTier()) {
                                    case NONE -> "no free tier";
                                    case ALWAYS_FREE -> "free allowances that every account has";
                                    case LEGACY_TWELVE_MONTHS -> "free allowances of the first twelve months";
                                })
                + unpriced(outcome));
    }

    private static String unpriced(Outcome outcome) {
        var left = outcome.bill().unpriced();
        return left.isEmpty() ? "" : "\n" + left.getFirst().text();
    }

    private void explain(@Nullable TreeItem<BillModel.Entry> item) {
        var entry = item == null ? null : item.getValue();
        formula.setText(entry == null ? "" : entry.formula());
        source.setText(entry == null || entry.source().isEmpty() ? "" : "Source: " + entry.source());
    }
}
