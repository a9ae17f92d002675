package billow.pricing;

import billow.model.usage.UsageLine;
import billow.pricing.book.Quote;
import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// All usage of one meter in one area: what the provider adds up before it looks at tiers.
///
/// Filled line by line, then given its part of the account's allowances, then shared out to the lines again.
final class Pool {
    private final Quote quote;
    private final List<UsageLine> lines = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal freeInTiers = BigDecimal.ZERO;
    private BigDecimal freeInFront = BigDecimal.ZERO;

    Pool(Quote quote) {
        this.quote = quote;
    }

    /// @param position of the line in the usage
    void add(int position, UsageLine line) {
        positions.add(position);
        lines.add(line);
        quantity = quantity.add(line.quantity());
    }

    Quote quote() {
        return quote;
    }

    /// Units not yet covered by an allowance.
    BigDecimal chargeable() {
        return quantity.subtract(freeInTiers).subtract(freeInFront);
    }

    void allow(BigDecimal free, boolean inTiers) {
        if (inTiers) freeInTiers = freeInTiers.add(free);
        else freeInFront = freeInFront.add(free);
    }

    /// Puts one bill line per usage line at the usage line's position. Each gets its proportion of the allowance and of
    /// every tier, so that no node is the lucky or unlucky one, and the lines sum to the price of the whole.
    void bill(BillLine[] bill) {
        var weights = lines.stream().map(UsageLine::quantity).toList();
        var free = Shares.of(freeInTiers.add(freeInFront), weights);
        var charges =
                quote.price().tiers().withoutLeadingAllowance().charges(freeInTiers, quantity.subtract(freeInFront));
        var byCharge = charges.stream()
                .map(charge -> Shares.of(charge.quantity(), weights))
                .toList();
        for (int i = 0; i < lines.size(); i++)
            bill[positions.get(i)] = line(lines.get(i), free.get(i), own(charges, byCharge, i));
    }

    private static List<Tiers.Charge> own(List<Tiers.Charge> charges, List<List<BigDecimal>> shares, int line) {
        var own = new ArrayList<Tiers.Charge>(charges.size());
        for (int t = 0; t < charges.size(); t++) {
            var share = shares.get(t).get(line);
            if (share.signum() > 0)
                own.add(new Tiers.Charge(charges.get(t).tier(), charges.get(t).to(), share));
        }
        return own;
    }

    private BillLine line(UsageLine usage, BigDecimal free, List<Tiers.Charge> charges) {
        var meter = quote.meter();
        var amount = charges.stream().map(Tiers.Charge::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new BillLine(
                usage.node(),
                meter.service().id(),
                meter.id(),
                meter.name(),
                quote.area(),
                usage.quantity(),
                meter.unit(),
                free,
                charges,
                amount,
                amount,
                Formula.of(meter, usage.quantity(), free, charges, amount),
                Evidence.of(
                        quote,
                        charges.stream().anyMatch(charge -> !charge.tier().sound())),
                usage.tags(),
                usage.causedByFailure());
    }
}
