package billow.pricing.forecast;

import billow.model.usage.Usage;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// An amount not to be exceeded in a month.
///
/// @param limit US dollars, at least 0
public record Budget(BigDecimal limit) {
    public Budget {
        if (limit.signum() < 0)
            throw new IllegalArgumentException("budget — Expected at least 0 USD, received %s.".formatted(limit));
    }

    /// The first day of the month, counted from 1, at whose end more than the limit has accrued; empty when none is.
    /// Allowances are spent and tiers climbed as the days pass, so early days may cost nothing.
    public OptionalInt crossedOn(Billing billing, Usage usage, BillingSettings settings) {
        return crossedOn(billing, usage, settings, hoursOfDays(settings.month().hours()));
    }

    /// The same for a month whose days are not alike.
    ///
    /// @param weights of the days, at least 0, not all 0; a day's part of the usage is its weight's part of the sum
    public OptionalInt crossedOn(Billing billing, Usage usage, BillingSettings settings, List<BigDecimal> weights) {
        var accrued = accrual(billing, usage, settings, weights);
        for (int day = 0; day < accrued.size(); day++)
            if (accrued.get(day).compareTo(limit) > 0) return OptionalInt.of(day + 1);
        return OptionalInt.empty();
    }

    /// What has accrued by the end of each day, in US dollars.
    public static List<BigDecimal> accrual(
            Billing billing, Usage usage, BillingSettings settings, List<BigDecimal> weights) {
        var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() <= 0) throw new IllegalArgumentException("weights — Expected some above 0, received none.");
        var accrued = new ArrayList<BigDecimal>(weights.size());
        var passed = BigDecimal.ZERO;
        for (var weight : weights) {
            passed = passed.add(weight);
            var part = passed.divide(sum, MathContext.DECIMAL128);
            accrued.add(billing.price(Scaling.all(usage, part), settings).total());
        }
        return accrued;
    }

    /// Hours of each day of the month, the last one possibly shorter.
    private static List<BigDecimal> hoursOfDays(int hours) {
        return IntStream.iterate(hours, left -> left > 0, left -> left - 24)
                .mapToObj(left -> BigDecimal.valueOf(Math.min(left, 24)))
                .toList();
    }
}
