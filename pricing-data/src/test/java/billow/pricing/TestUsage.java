package billow.pricing;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Short words for usage and bills in tests.
public final class TestUsage {
    public static final Billing BILLING = Billing.standard();
    public static final BillingSettings NO_FREE_TIER = BillingSettings.STANDARD.with(FreeTier.NONE);

    private TestUsage() {}

    public static Usage usage(UsageLine... lines) {
        return new Usage("us-east-1", List.of(lines));
    }

    public static UsageLine line(String meter, String quantity) {
        return line(meter, "node", quantity);
    }

    public static UsageLine line(String meter, String node, String quantity) {
        return new UsageLine(meter, node, null, new BigDecimal(quantity), Map.of());
    }

    public static UsageLine in(String region, String meter, String quantity) {
        return new UsageLine(meter, "node", region, new BigDecimal(quantity), Map.of());
    }

    public static Bill bill(BillingSettings settings, UsageLine... lines) {
        return BILLING.price(usage(lines), settings);
    }

    /// The total without allowances.
    public static BigDecimal cost(UsageLine... lines) {
        return bill(NO_FREE_TIER, lines).total();
    }

    /// The total with the allowances every account has.
    public static BigDecimal costWithAllowances(UsageLine... lines) {
        return bill(BillingSettings.STANDARD, lines).total();
    }
}
