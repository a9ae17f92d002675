package billow.app.desktop.bill;

import billow.app.study.bill.BillAnswer;
import billow.model.value.Estimate;
import billow.pricing.Money;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The total, what it may be instead and why, what follows from it, and what becomes of it.
final class BillSide {
    private final MonthModel month;
    private final Label basis = new Label();
    private final Label total = new Label();
    private final Label range = text();
    private final RangeBar bar = new RangeBar();
    private final Label sampling = text();
    private final VBox facts = new VBox(3);
    private final Label growthTitle = new Label();
    private final GrowthChart growth = new GrowthChart();
    private final Label about = text();
    private final ScrollPane root;

    BillSide(MonthModel month) {
        this.month = month;
        basis.getStyleClass().add("headline-title");
        basis.setId("bill-basis");
        total.getStyleClass().add("headline-value");
        total.setId("bill-total");
        range.setId("bill-range");
        sampling.setId("bill-sampling");
        about.setId("bill-about");
        growthTitle.getStyleClass().add("fine");
        var inner = new VBox(5, basis, total, bar, range, sampling, facts, growthTitle, growth, about);
        inner.getStyleClass().add("bill-side");
        root = new ScrollPane(inner);
        root.getStyleClass().addAll("panel-card", "bill-side-scroll");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.setMinWidth(280);
        root.setPrefWidth(330);
        root.setMaxWidth(350);
    }

    private static Label text() {
        var label = new Label();
        label.setWrapText(true);
        label.getStyleClass().add("summary");
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    Region node() {
        return root;
    }

    void show(MonthModel.Shown shown) {
        var answer = shown.bill();
        basis.setText(BillWords.basis(shown));
        total.setText(answer.map(a -> Money.text(a.bill().total())).orElse("–"));
        facts.getChildren().clear();
        answer.ifPresent(this::show);
        for (var part : new Region[] {bar, range, sampling, facts, growthTitle, growth})
            if (answer.isEmpty()) hide(part, true);
        about.setText(answer.map(a -> BillWords.about(a, shown.design())).orElse(shown.reason()));
    }

    private void show(BillAnswer answer) {
        var assumed = answer.assumed();
        var open = assumed == null ? "" : BillWords.range(assumed.total());
        range.setText(open.isEmpty() ? "" : "If assumptions are off by up to twice: " + open + widest(answer));
        bar.show(assumed == null ? Estimate.exactly(0) : assumed.total());
        hide(range, open.isEmpty());
        hide(bar, open.isEmpty());
        var error = answer.sampling();
        var words = error == null ? "" : BillWords.range(error);
        sampling.setText(words.isEmpty() ? "" : "Sampling error of the run alone: " + words + " (95 %).");
        hide(sampling, words.isEmpty());
        for (var fact : BillWords.facts(answer)) facts.getChildren().add(row(fact[0], fact[1]));
        hide(facts, facts.getChildren().isEmpty());
        growthTitle.setText(String.format(
                Locale.ROOT,
                "If traffic grows by %s %% a month",
                month.growthProperty().get().stripTrailingZeros().toPlainString()));
        growth.show(answer.growth(), month.budgetProperty().get());
        hide(growthTitle, answer.growth().isEmpty());
        hide(growth, answer.growth().isEmpty());
    }

    private static String widest(BillAnswer answer) {
        var assumed = answer.assumed();
        return Optional.ofNullable(assumed)
                .flatMap(a -> a.swings().stream().findFirst())
                .map(s -> ". Most depends on " + s.path() + ".")
                .orElse(".");
    }

    private static HBox row(String name, String figure) {
        var left = new Label(name);
        left.setMaxWidth(Double.MAX_VALUE);
        left.getStyleClass().add("summary");
        HBox.setHgrow(left, Priority.ALWAYS);
        var right = new Label(figure);
        right.setMinWidth(Region.USE_PREF_SIZE);
        if (figure.startsWith("crossed")) right.getStyleClass().add("complaint");
        return new HBox(8, left, right);
    }

    private static void hide(Region part, boolean hidden) {
        part.setVisible(!hidden);
        part.setManaged(!hidden);
    }

    /// Low, expected and high on a line that begins at nothing.
    private static final class RangeBar extends Pane {
        private final Region track = new Region();
        private final Region span = new Region();
        private final Region mark = new Region();
        private Estimate shown = Estimate.exactly(0);

        RangeBar() {
            track.getStyleClass().add("interval-track");
            span.getStyleClass().add("interval-span");
            mark.getStyleClass().add("interval-mark");
            getChildren().addAll(track, span, mark);
            setMinHeight(9);
            setPrefHeight(9);
            setMaxHeight(9);
        }

        void show(Estimate next) {
            shown = next;
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth();
            double scale = width / Math.max(1e-9, shown.high() * 1.1);
            track.resizeRelocate(0, 3, width, 3);
            double left = Math.max(0, shown.low() * scale);
            span.resizeRelocate(left, 2, Math.max(3, shown.high() * scale - left), 5);
            mark.resizeRelocate(shown.value() * scale - 1, 0, 2, 9);
        }
    }
}
