package billow.app.desktop.bill;

import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.run.Outcome;
import billow.app.study.MonthlyBill;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillQuestion;
import billow.app.study.bill.Grouping;
import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.pricing.forecast.Budget;
import billow.simulator.run.TraceSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The month's bill: what the open design is expected to cost while it is edited, or what a run of it has shown. Worked
/// out off the FX thread, first without what the assumptions leave open, then with it; an answer to a question that is
/// no longer asked is dropped.
public final class MonthModel {
    /// What is on screen.
    ///
    /// @param design    the design it is the bill of
    /// @param simulated whether a run stands behind it; otherwise expectation alone
    /// @param answer    null when there is none
    /// @param reason    why there is none; empty when there is one
    public record Shown(
            Design design, boolean simulated, @Nullable BillAnswer answer, String reason) {
        public Optional<BillAnswer> bill() {
            return Optional.ofNullable(answer);
        }
    }

    private record Asked(Design design, @Nullable Outcome outcome, BillQuestion question) {}

    private final ObjectProperty<FreeTier> freeTier = new SimpleObjectProperty<>(FreeTier.ALWAYS_FREE);
    private final ObjectProperty<Optional<String>> region = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Month> month = new SimpleObjectProperty<>(Month.AVERAGE);
    private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(new Grouping.ByService());
    private final ObjectProperty<Optional<BigDecimal>> budget = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<BigDecimal> growth = new SimpleObjectProperty<>(BigDecimal.valueOf(5));
    private final ReadOnlyObjectWrapper<Shown> shown =
            new ReadOnlyObjectWrapper<>(new Shown(Design.EMPTY, false, null, ""));
    private final OpenDesign open;
    private final TraceSource traces;
    private final Executor worker;
    private final Executor screen;
    private @Nullable Outcome outcome;
    private volatile @Nullable Asked latest;

    /// @param worker where bills are worked out, one after the other
    /// @param screen the FX thread
    public MonthModel(OpenDesign open, TraceSource traces, Executor worker, Executor screen) {
        this.open = open;
        this.traces = traces;
        this.worker = worker;
        this.screen = screen;
        open.designProperty().subscribe(d -> {
            outcome = null;
            ask();
        });
        freeTier.subscribe((before, now) -> ask());
        region.subscribe((before, now) -> ask());
        month.subscribe((before, now) -> ask());
        budget.subscribe((before, now) -> ask());
        growth.subscribe((before, now) -> ask());
    }

    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public Shown shown() {
        return shown.get();
    }

    public ObjectProperty<FreeTier> freeTierProperty() {
        return freeTier;
    }

    /// Empty for that of the design.
    public ObjectProperty<Optional<String>> regionProperty() {
        return region;
    }

    public ObjectProperty<Month> monthProperty() {
        return month;
    }

    public ObjectProperty<Grouping> groupingProperty() {
        return grouping;
    }

    /// US dollars a month, at least 0.
    public ObjectProperty<Optional<BigDecimal>> budgetProperty() {
        return budget;
    }

    /// Percent a month by which traffic grows, above −100.
    public ObjectProperty<BigDecimal> growthProperty() {
        return growth;
    }

    /// Shows the bill of a run until the design is edited.
    public void show(@Nullable Outcome next) {
        outcome = next;
        ask();
    }

    private void ask() {
        var design = open.design();
        var settings = BillingSettings.STANDARD.with(freeTier.get()).with(month.get());
        var question = BillQuestion.STANDARD
                .with(region.get().map(settings::in).orElse(settings))
                .growing(growth.get())
                .within(budget.get().map(b -> List.of(new Budget(b))).orElse(List.of()));
        var asked = new Asked(design, outcome, question);
        latest = asked;
        worker.execute(() -> answer(asked, false));
    }

    private void answer(Asked asked, boolean ranges) {
        if (asked != latest) return;
        var next = answered(asked, ranges);
        screen.execute(() -> {
            if (asked == latest) shown.set(next);
        });
        if (!ranges && next.answer() != null) worker.execute(() -> answer(asked, true));
    }

    private Shown answered(Asked asked, boolean ranges) {
        var run = asked.outcome();
        var design = run == null ? asked.design() : run.result().design();
        if (design.nodes().isEmpty()) return new Shown(design, false, null, "");
        var question = asked.question().ranging(ranges);
        try {
            if (run != null) {
                var bill = MonthlyBill.of(run.result(), traces, question.billing(), question.settings());
                return new Shown(design, true, BillAnswer.simulated(design, traces, bill, question), "");
            }
            if (Checks.of(design).stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR))
                return new Shown(design, false, null, "The drawing has errors; what they are stands at its nodes.");
            return new Shown(design, false, BillAnswer.expected(design, traces, question), "");
        } catch (TraceSource.UnknownTrace e) {
            return new Shown(design, false, null, String.valueOf(e.getMessage()));
        }
    }
}
