package billow.app.desktop.bill;

import billow.app.desktop.document.OpenDesign;
import billow.app.study.bill.Grouping;
import billow.model.design.Node;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// What the bill is asked: added up by what, for which account, region and month, with which budget and growth.
final class BillBar {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final int MONTHS_AHEAD = 12;

    private final HBox root = new HBox(8);
    private final ComboBox<Grouping> grouping = new ComboBox<>();

    /// @param regions that can be priced
    BillBar(MonthModel month, OpenDesign open, List<String> regions) {
        root.setAlignment(Pos.CENTER_LEFT);
        root.getStyleClass().add("bill-bar");
        choice("bill-by", "Added up by", grouping, BillBar::words, month.groupingProperty()::set);
        grouping.getItems().setAll(groupings(open));
        grouping.setValue(month.groupingProperty().get());
        open.designProperty().subscribe(d -> {
            var wanted = groupings(open);
            if (!grouping.getItems().equals(wanted)) offer(wanted);
        });
        var tier = new ComboBox<FreeTier>();
        choice("bill-free-tier", "Allowances", tier, BillWords::of, month.freeTierProperty()::set);
        tier.getItems().setAll(FreeTier.values());
        tier.setValue(month.freeTierProperty().get());
        var region = new ComboBox<Optional<String>>();
        choice("bill-region", "Region", region, r -> r.orElse("Region of the design"), month.regionProperty()::set);
        region.getItems().add(Optional.empty());
        regions.forEach(r -> region.getItems().add(Optional.of(r)));
        region.setValue(Optional.empty());
        var hours = new ComboBox<Month>();
        choice("bill-month", "Month", hours, BillBar::words, month.monthProperty()::set);
        hours.getItems().setAll(months(YearMonth.now()));
        hours.setValue(Month.AVERAGE);
        var budget = field("bill-budget", "Budget in dollars a month", "Budget, $", 92, text -> {
            if (!text.isEmpty() && !number(text, n -> n.signum() >= 0)) return false;
            month.budgetProperty().set(text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text)));
            return true;
        });
        var growth = field("bill-growth-percent", "Growth of traffic in percent a month", "5", 44, text -> {
            var wanted = text.isEmpty() ? "5" : text;
            if (!number(wanted, n -> n.intValue() > -100 && n.intValue() <= 1000)) return false;
            month.growthProperty().set(new BigDecimal(wanted));
            return true;
        });
        var space = new Region();
        HBox.setHgrow(space, javafx.scene.layout.Priority.ALWAYS);
        root.getChildren()
                .addAll(grouping, tier, region, hours, space, budget, fine("Growth"), growth, fine("% a month"));
    }

    Region node() {
        return root;
    }

    private void offer(List<Grouping> wanted) {
        var now = grouping.getValue();
        grouping.getItems().setAll(wanted);
        grouping.setValue(wanted.contains(now) ? now : wanted.getFirst());
    }

    /// Tags that some node has are among them.
    private static List<Grouping> groupings(OpenDesign open) {
        var all = new ArrayList<Grouping>(
                List.of(new Grouping.ByService(), new Grouping.ByNode(), new Grouping.ByRoute()));
        if (!open.design().frames().isEmpty()) all.add(new Grouping.ByFrame());
        var tags = new TreeSet<String>();
        for (Node node : open.design().nodes().values()) tags.addAll(node.tags().keySet());
        tags.forEach(t -> all.add(new Grouping.ByTag(t)));
        return all;
    }

    private static String words(Grouping by) {
        return switch (by) {
            case Grouping.ByNode n -> "By node";
            case Grouping.ByService s -> "By service";
            case Grouping.ByTag t -> "By tag " + t.key();
            case Grouping.ByFrame f -> "By frame";
            case Grouping.ByRoute r -> "By route";
        };
    }

    private static String words(Month month) {
        return month.calendar() == null
                ? "Month of " + month.hours() + " h"
                : "%s, %d h".formatted(month.calendar(), month.hours());
    }

    private static List<Month> months(YearMonth first) {
        var all = new ArrayList<Month>();
        all.add(Month.AVERAGE);
        for (int i = 0; i < MONTHS_AHEAD; i++) all.add(Month.of(first.plusMonths(i)));
        return all;
    }

    private static boolean number(String text, Predicate<BigDecimal> within) {
        if (!text.matches("-?\\d{1,9}(\\.\\d{1,4})?")) return false;
        return within.test(new BigDecimal(text));
    }

    private static Label fine(String text) {
        var label = new Label(text);
        label.getStyleClass().add("fine");
        return label;
    }

    private static <T> void choice(
            String id, String name, ComboBox<T> box, Function<T, String> words, Consumer<T> chosen) {
        box.setId(id);
        box.setAccessibleText(name);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public @Nullable T fromString(String text) {
                return null;
            }
        });
        box.valueProperty().subscribe((before, now) -> {
            if (now != null) chosen.accept(now);
        });
    }

    /// Typing takes effect at once; what cannot be understood is marked and has none.
    private static TextField field(String id, String name, String prompt, double width, Predicate<String> accept) {
        var field = new TextField();
        field.setId(id);
        field.setAccessibleText(name);
        field.setPromptText(prompt);
        field.setPrefWidth(width);
        field.textProperty()
                .subscribe((before, now) -> field.pseudoClassStateChanged(INVALID, !accept.test(now.strip())));
        return field;
    }
}
