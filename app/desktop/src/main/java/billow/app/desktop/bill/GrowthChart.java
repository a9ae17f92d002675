package billow.app.desktop.bill;

import billow.pricing.Bill;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Bills of the months to come as bars, with the budget as a line.
final class GrowthChart extends Pane {
    private static final double FOOT = 15;
    private static final double HEAD = 15;
    private static final double GAP = 4;

    private final List<Region> bars = new ArrayList<>();
    private final List<Double> amounts = new ArrayList<>();
    private final Label first = fine();
    private final Label last = fine();
    private final Label from = fine();
    private final Label to = fine();
    private final Region limit = new Region();
    private double budget = Double.NaN;

    GrowthChart() {
        setId("bill-growth");
        setMinHeight(74);
        setPrefHeight(92);
        limit.getStyleClass().add("budget-line");
    }

    private static Label fine() {
        var label = new Label();
        label.getStyleClass().add("fine");
        return label;
    }

    void show(List<Bill> months, Optional<BigDecimal> limitDollars) {
        bars.clear();
        amounts.clear();
        budget = limitDollars.map(BigDecimal::doubleValue).orElse(Double.NaN);
        for (int i = 0; i < months.size(); i++) {
            var total = months.get(i).total();
            var bar = new Region();
            bar.getStyleClass().add("growth-bar");
            if (total.doubleValue() > budget) bar.getStyleClass().add("tone-bad");
            Tooltip.install(bar, new Tooltip("Month %d: %s".formatted(i + 1, Money.text(total))));
            bars.add(bar);
            amounts.add(total.doubleValue());
        }
        getChildren().setAll(bars);
        if (!months.isEmpty()) {
            first.setText(Money.text(months.getFirst().total()));
            last.setText(Money.text(months.getLast().total()));
            from.setText("this month");
            to.setText("month " + months.size());
            getChildren().addAll(first, last, from, to);
            setAccessibleText("Bill from %s this month to %s in month %d"
                    .formatted(first.getText(), last.getText(), months.size()));
        }
        if (!Double.isNaN(budget)) getChildren().add(limit);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (bars.isEmpty()) return;
        double width = getWidth();
        double height = Math.max(10, getHeight() - FOOT - HEAD);
        double top = Math.max(
                amounts.stream().mapToDouble(Double::doubleValue).max().orElse(1), Double.isNaN(budget) ? 0 : budget);
        double scale = top > 0 ? height / top : 0;
        double each = (width + GAP) / bars.size();
        for (int i = 0; i < bars.size(); i++) {
            double tall = Math.max(1, amounts.get(i) * scale);
            bars.get(i).resizeRelocate(i * each, HEAD + height - tall, Math.max(1, each - GAP), tall);
        }
        if (!Double.isNaN(budget)) limit.resizeRelocate(0, HEAD + height - budget * scale, width, 1.5);
        place(first, 0, 0);
        place(last, width - last.prefWidth(-1), 0);
        place(from, 0, HEAD + height + 1);
        place(to, width - to.prefWidth(-1), HEAD + height + 1);
    }

    private static void place(Label label, double x, double y) {
        label.autosize();
        label.relocate(x, y);
    }
}
