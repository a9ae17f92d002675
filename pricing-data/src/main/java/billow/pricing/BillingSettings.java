package billow.pricing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How usage is billed.
///
/// @param region    region of the lines that name none, or null for the usage's own
/// @param freeTier  allowances of the account
/// @param month     the month the usage covers
/// @param discounts what the account pays less than the list price
public record BillingSettings(@Nullable String region, FreeTier freeTier, Month month, List<Discount> discounts) {
    /// The usage's own region, allowances every account has, 730 hours, no discounts.
    public static final BillingSettings STANDARD =
            new BillingSettings(null, FreeTier.ALWAYS_FREE, Month.AVERAGE, List.of());

    public BillingSettings {
        discounts = List.copyOf(discounts);
    }

    public BillingSettings in(String region) {
        return new BillingSettings(region, freeTier, month, discounts);
    }

    public BillingSettings with(FreeTier freeTier) {
        return new BillingSettings(region, freeTier, month, discounts);
    }

    public BillingSettings with(Month month) {
        return new BillingSettings(region, freeTier, month, discounts);
    }

    public BillingSettings with(List<Discount> discounts) {
        return new BillingSettings(region, freeTier, month, discounts);
    }
}
