package billow.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Applies discounts to the lines of a bill: percentages first, then savings plans, then credits, each kind in the
/// order given.
final class Discounting {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int SCALE = 15;

    private Discounting() {}

    static List<BillLine> apply(List<Discount> discounts, Month month, List<BillLine> lines) {
        var result = new ArrayList<>(lines);
        for (var discount : discounts) if (discount instanceof Discount.Percentage off) percentage(off, result);
        for (var discount : discounts)
            if (discount instanceof Discount.SavingsPlan plan) savingsPlan(plan, month, result);
        for (var discount : discounts) if (discount instanceof Discount.Credit credit) credit(credit, result);
        return result;
    }

    private static void percentage(Discount.Percentage off, List<BillLine> lines) {
        lines.replaceAll(line -> {
            if (!off.covers(line.meter()) || line.amount().signum() == 0) return line;
            var amount = line.amount().multiply(HUNDRED.subtract(off.percent())).movePointLeft(2);
            return line.discounted(amount, "less " + Money.quantity(off.percent()) + " %");
        });
    }

    private static void savingsPlan(Discount.SavingsPlan plan, Month month, List<BillLine> lines) {
        var commitment = plan.hourlyCommitment().multiply(BigDecimal.valueOf(month.hours()));
        var due = new ArrayList<BigDecimal>();
        for (var line : lines) due.add(plan.meters().contains(line.meter()) ? line.amount() : BigDecimal.ZERO);
        var eligible = due.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var paidShare = HUNDRED.subtract(plan.percent());
        var coverable = commitment.multiply(HUNDRED).divide(paidShare, SCALE, RoundingMode.DOWN);
        var covered = Shares.of(eligible.min(coverable), due);
        for (int i = 0; i < lines.size(); i++) {
            if (covered.get(i).signum() == 0) continue;
            var line = lines.get(i);
            lines.set(
                    i,
                    line.discounted(
                            line.amount().subtract(covered.get(i)),
                            "of which " + Money.text(covered.get(i)) + " covered by the savings plan"));
        }
        lines.add(adjustment(
                "discount.savings-plan",
                "Savings plan commitment",
                BigDecimal.valueOf(month.hours()),
                "hour",
                commitment,
                "%d hours × %s per hour".formatted(month.hours(), Money.text(plan.hourlyCommitment()))));
    }

    private static void credit(Discount.Credit credit, List<BillLine> lines) {
        var left = lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var used = credit.amount().min(left);
        lines.add(adjustment(
                "discount.credit",
                credit.name(),
                BigDecimal.ONE,
                "credit",
                used.negate(),
                "%s of credit, %s used".formatted(Money.text(credit.amount()), Money.text(used))));
    }

    private static BillLine adjustment(
            String meter, String name, BigDecimal quantity, String unit, BigDecimal amount, String words) {
        return new BillLine(
                null,
                "discount",
                meter,
                name,
                "global",
                quantity,
                unit,
                BigDecimal.ZERO,
                List.of(),
                amount,
                amount,
                words + " = " + Money.text(amount),
                Evidence.SETTINGS,
                Map.of(),
                false);
    }
}
