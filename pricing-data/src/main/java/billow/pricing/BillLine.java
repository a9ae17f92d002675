package billow.pricing;

import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one node pays for one meter, and why. Amounts are US dollars, exact and unrounded.
///
/// @param node            id of the node, or null when the line belongs to the account
/// @param service         first part of the meter's id, for example `lambda`
/// @param meter           meter id, or `discount.…` for what the account's settings add or take
/// @param name            the meter as shown to people
/// @param region          region, group of edge locations or `global`
/// @param quantity        amount of usage, in `unit`
/// @param unit            what one of it is called, in the singular
/// @param freeQuantity    how much of it allowances cover
/// @param tiers           the rest by tier, in order; the quantities are this line's share of the account's tiers
/// @param listAmount      sum over the tiers
/// @param amount          what is left to pay after discounts
/// @param formula         how the amount comes about, as text
/// @param evidence        where the prices come from and how far they can be trusted
/// @param tags            cost allocation tags of the node
/// @param causedByFailure whether nothing of it would have been used had nothing failed
public record BillLine(
        @Nullable String node,
        String service,
        String meter,
        String name,
        String region,
        BigDecimal quantity,
        String unit,
        BigDecimal freeQuantity,
        List<Tiers.Charge> tiers,
        BigDecimal listAmount,
        BigDecimal amount,
        String formula,
        Evidence evidence,
        Map<String, String> tags,
        boolean causedByFailure) {
    public BillLine {
        tiers = List.copyOf(tiers);
        tags = Map.copyOf(tags);
    }

    /// Price of the last unit charged, in US dollars; zero when nothing was.
    public BigDecimal unitPrice() {
        return tiers.isEmpty() ? BigDecimal.ZERO : tiers.getLast().tier().unitPrice();
    }

    /// How much of the amount rests on figures that are estimated, unverified, old or disputed.
    public BigDecimal uncertainAmount() {
        if (!evidence.status().trusted()) return amount;
        var unsound = tiers.stream()
                .filter(charge -> !charge.tier().sound())
                .map(Tiers.Charge::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (unsound.signum() == 0) return BigDecimal.ZERO;
        return unsound.multiply(amount).divide(listAmount, MathContext.DECIMAL128);
    }

    /// This line after a discount, with the words for it appended to the formula.
    BillLine discounted(BigDecimal amount, String words) {
        return new BillLine(
                node,
                service,
                meter,
                name,
                region,
                quantity,
                unit,
                freeQuantity,
                tiers,
                listAmount,
                amount,
                formula + ", " + words + " = " + Money.text(amount),
                evidence,
                tags,
                causedByFailure);
    }
}
