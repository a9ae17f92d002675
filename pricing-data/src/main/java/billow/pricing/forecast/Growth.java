package billow.pricing.forecast;

import billow.model.usage.Usage;
import billow.pricing.Bill;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.book.Meter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Bills of the months to come while traffic grows. What runs whether used or not stays as it is.
public final class Growth {
    private Growth() {}

    /// Bills of the next months, the first one of the usage as it is.
    ///
    /// @param months         how many, for example 12
    /// @param percentPerMonth growth of traffic from month to month, above −100
    /// @param storageGrows   whether kept data grows as traffic does, rather than staying as it is
    public static List<Bill> months(
            Billing billing,
            Usage usage,
            BillingSettings settings,
            int months,
            BigDecimal percentPerMonth,
            boolean storageGrows) {
        var step = BigDecimal.ONE.add(percentPerMonth.movePointLeft(2));
        if (step.signum() <= 0)
            throw new IllegalArgumentException(
                    "growth — Expected more than -100 %%, received %s %%.".formatted(percentPerMonth));
        var natures = storageGrows
                ? EnumSet.of(Meter.Nature.TRAFFIC, Meter.Nature.STORAGE)
                : EnumSet.of(Meter.Nature.TRAFFIC);
        var bills = new ArrayList<Bill>(months);
        var factor = BigDecimal.ONE;
        for (int month = 0; month < months; month++) {
            bills.add(billing.price(Scaling.only(natures, usage, factor, billing.book()), settings));
            factor = factor.multiply(step, MathContext.DECIMAL128);
        }
        return bills;
    }

    /// What the next requests of a month cost, everything that runs anyway being paid: the bill of the month with them
    /// minus the bill without.
    ///
    /// @param requests requests the usage stands for, more than 0
    /// @param more     requests added, for example one million
    public static BigDecimal marginalCost(
            Billing billing, Usage usage, BillingSettings settings, BigDecimal requests, BigDecimal more) {
        if (requests.signum() <= 0)
            throw new IllegalArgumentException("requests — Expected more than 0, received %s.".formatted(requests));
        var factor = requests.add(more).divide(requests, MathContext.DECIMAL128);
        var grown = Scaling.only(EnumSet.of(Meter.Nature.TRAFFIC), usage, factor, billing.book());
        return billing.price(grown, settings)
                .total()
                .subtract(billing.price(usage, settings).total());
    }
}
