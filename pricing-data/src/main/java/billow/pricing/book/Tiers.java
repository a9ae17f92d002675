package billow.pricing.book;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Graduated unit prices: each unit costs the price of the tier it falls in.
///
/// A tier covers `[from, next.from)`; the first starts at zero and the last is open. A first tier priced zero that is
/// followed by another one is an allowance, not a price: see [#leadingAllowance()].
public record Tiers(List<Tier> tiers) {

    /// One band of a graduated price.
    ///
    /// @param from      first unit it covers, in the meter's unit
    /// @param unitPrice US dollars per unit, at least 0
    /// @param sound     whether a source gives this price; false where the last known one is continued or recalled
    public record Tier(BigDecimal from, BigDecimal unitPrice, boolean sound) {
        public Tier {
            from = normal(from);
            unitPrice = normal(unitPrice);
        }

        /// Equal numbers become equal values, however they were written.
        private static BigDecimal normal(BigDecimal number) {
            var stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /// What part of a quantity costs in one tier.
    ///
    /// @param tier     the tier
    /// @param to       where the tier ends, or null when it is open
    /// @param quantity units of the quantity that fall in it, more than 0
    public record Charge(Tier tier, @Nullable BigDecimal to, BigDecimal quantity) {
        /// US dollars, unrounded.
        public BigDecimal amount() {
            return quantity.multiply(tier.unitPrice());
        }
    }

    public Tiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.getFirst().from().signum() != 0)
            throw new IllegalArgumentException(
                    "tiers — Expected the first to start at 0, received %s.".formatted(tiers));
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).unitPrice().signum() < 0)
                throw new IllegalArgumentException("tiers[%d] — Expected a price of at least 0, received %s."
                        .formatted(i, tiers.get(i).unitPrice()));
            if (i > 0 && tiers.get(i).from().compareTo(tiers.get(i - 1).from()) <= 0)
                throw new IllegalArgumentException("tiers[%d] — Expected a start above %s, received %s."
                        .formatted(i, tiers.get(i - 1).from(), tiers.get(i).from()));
        }
    }

    /// The same price for every unit.
    public static Tiers flat(BigDecimal unitPrice) {
        return new Tiers(List.of(new Tier(BigDecimal.ZERO, unitPrice, true)));
    }

    /// Units that the first tier gives for nothing before another tier charges; zero when there is no such tier.
    public BigDecimal leadingAllowance() {
        boolean free = tiers.size() > 1 && tiers.getFirst().unitPrice().signum() == 0;
        return free ? tiers.get(1).from() : BigDecimal.ZERO;
    }

    /// These tiers with the leading allowance charged like the tier behind it, the other edges unmoved.
    public Tiers withoutLeadingAllowance() {
        if (leadingAllowance().signum() == 0) return this;
        var paid = new ArrayList<>(tiers.subList(1, tiers.size()));
        var first = paid.getFirst();
        paid.set(0, new Tier(BigDecimal.ZERO, first.unitPrice(), first.sound()));
        return new Tiers(paid);
    }

    /// Charges of the units from `start` (inclusive) to `end` (exclusive), in order; empty when there are none.
    public List<Charge> charges(BigDecimal start, BigDecimal end) {
        var charges = new ArrayList<Charge>();
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            var next = i + 1 < tiers.size() ? tiers.get(i + 1).from() : null;
            var upper = next == null ? end : next.min(end);
            var quantity = upper.subtract(tier.from().max(start));
            if (quantity.signum() > 0) charges.add(new Charge(tier, next, quantity));
        }
        return charges;
    }

    /// US dollars for the units from 0 to `quantity`, unrounded.
    public BigDecimal cost(BigDecimal quantity) {
        return charges(BigDecimal.ZERO, quantity).stream().map(Charge::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
