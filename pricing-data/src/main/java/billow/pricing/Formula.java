package billow.pricing;

import billow.pricing.book.Meter;
import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;

/// How an amount comes about, as text: `5,000,000 requests × $0.20 per million = $1.00`.
final class Formula {
    private Formula() {}

    static String of(Meter meter, BigDecimal quantity, BigDecimal free, List<Tiers.Charge> charges, BigDecimal amount) {
        return left(meter, quantity, free, charges) + " = " + Money.text(amount);
    }

    private static String left(Meter meter, BigDecimal quantity, BigDecimal free, List<Tiers.Charge> charges) {
        var total = Money.quantity(quantity) + " " + meter.units(quantity.compareTo(BigDecimal.ONE) == 0);
        if (quantity.signum() == 0) return total;
        if (charges.isEmpty()) return total + ", all free";
        if (charges.size() == 1) {
            var counted = free.signum() == 0
                    ? total
                    : "(%s − %s free) %s".formatted(Money.quantity(quantity), Money.quantity(free), meter.units(false));
            return counted + " × " + price(meter, charges.getFirst());
        }
        var sum = new StringJoiner(" + ");
        for (int i = 0; i < charges.size(); i++) {
            var charge = charges.get(i);
            var units = i == 0 && free.signum() == 0 ? " " + meter.units(false) : "";
            sum.add(Money.quantity(charge.quantity()) + units + " × " + price(meter, charge));
        }
        if (free.signum() > 0) return "%s − %s free: %s".formatted(total, Money.quantity(free), sum);
        return sum.toString();
    }

    private static String price(Meter meter, Tiers.Charge charge) {
        return Money.unitPrice(charge.tier().unitPrice(), meter.unit());
    }
}
