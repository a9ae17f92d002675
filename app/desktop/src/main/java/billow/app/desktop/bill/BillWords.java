package billow.app.desktop.bill;

import billow.app.study.bill.BillAnswer;
import billow.model.design.Design;
import billow.model.value.Estimate;
import billow.pricing.FreeTier;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A bill in words.
public final class BillWords {
    private BillWords() {}

    /// `≈ $57.10 a month`; empty when there is no bill.
    public static String total(MonthModel.Shown shown) {
        return shown.bill()
                .map(a -> (shown.simulated() ? "" : "≈ ") + Money.text(a.bill().total()) + " a month")
                .orElse("");
    }

    /// What a node costs, or the whole design; empty when there is no bill.
    public static String of(MonthModel.Shown shown, String node) {
        return shown.bill()
                .map(a -> {
                    var own = a.bill().byNode().getOrDefault(node, BigDecimal.ZERO);
                    return "≈ %s a month, of %s in all"
                            .formatted(Money.text(own), Money.text(a.bill().total()));
                })
                .orElse("");
    }

    static String basis(MonthModel.Shown shown) {
        return shown.simulated() ? "Simulated month" : "Expected month, without a run";
    }

    /// `$40.12 to $80.30`; empty when both ends are the same cent.
    static String range(Estimate estimate) {
        var low = money(estimate.low());
        var high = money(estimate.high());
        return !Double.isFinite(estimate.high()) || low.equals(high) ? "" : low + " to " + high;
    }

    private static String money(double dollars) {
        return Double.isFinite(dollars) ? Money.text(BigDecimal.valueOf(dollars)) : "–";
    }

    /// What follows from a bill, a line each: a name and a figure.
    static List<String[]> facts(BillAnswer answer) {
        var facts = new ArrayList<String[]>();
        answer.perRequest().ifPresent(one -> fact(facts, "A million requests", Money.text(one.movePointRight(6))));
        var million = answer.nextMillion();
        if (million != null) fact(facts, "The next million", Money.text(million));
        var failures = answer.bill().costOfFailures();
        if (failures.signum() > 0) fact(facts, "Caused by failures", Money.text(failures));
        for (var budget : answer.budgets())
            fact(
                    facts,
                    "Budget of " + Money.text(budget.budget().limit()),
                    budget.day().isPresent() ? "crossed on day " + budget.day().getAsInt() : "kept");
        return facts;
    }

    private static void fact(List<String[]> facts, String name, String figure) {
        facts.add(new String[] {name, figure});
    }

    /// Where and by which prices.
    static String about(BillAnswer answer, Design design) {
        var bill = answer.bill();
        var elsewhere = bill.region().equals(design.region()) ? "" : " instead of " + design.region();
        var open = answer.findings().isEmpty()
                ? ""
                : " " + answer.findings().getFirst().text();
        return "%s%s, %s, prices of %s. %s%s"
                .formatted(
                        bill.region(),
                        elsewhere,
                        bill.month().calendar() == null
                                ? bill.month().hours() + " hours"
                                : bill.month().id(),
                        bill.priceDate(),
                        bill.reliability().text(),
                        open);
    }

    static String of(FreeTier tier) {
        return switch (tier) {
            case NONE -> "No free tier";
            case ALWAYS_FREE -> "Free tier of every account";
            case LEGACY_TWELVE_MONTHS -> "First twelve months";
        };
    }
}
