package billow.pricing;

import java.math.BigDecimal;
import java.util.Set;

/// What an account pays less than the list price. Discounts apply in this order: percentages, savings plans, credits.
public sealed interface Discount {

    /// A share off every line of a service.
    ///
    /// @param service first part of meter ids, for example `lambda`, or `*` for all
    /// @param percent 0 to 100
    record Percentage(String service, BigDecimal percent) implements Discount {
        public Percentage {
            requirePercent(percent);
        }

        boolean covers(String meter) {
            return service.equals("*") || meter.startsWith(service + ".");
        }
    }

    /// A commitment to spend so much each hour, used or not, on covered meters at a lower price. The usage is taken as
    /// even over the hours of the month; what exceeds the commitment costs the list price.
    ///
    /// @param hourlyCommitment US dollars per hour at the lower price
    /// @param percent          how much lower than the list price, 0 to below 100
    /// @param meters           ids of the covered meters
    record SavingsPlan(BigDecimal hourlyCommitment, BigDecimal percent, Set<String> meters) implements Discount {
        /// Meters of functions that a compute savings plan covers with a discount.
        public static final Set<String> FUNCTION_METERS = Set.of(
                "lambda.duration_x86",
                "lambda.duration_arm",
                "lambda.provisioned_concurrency_x86",
                "lambda.provisioned_concurrency_arm",
                "lambda.provisioned_duration_x86",
                "lambda.provisioned_duration_arm");

        public SavingsPlan {
            requirePercent(percent);
            if (percent.compareTo(BigDecimal.valueOf(100)) == 0)
                throw new IllegalArgumentException("percent — Expected less than 100, received %s.".formatted(percent));
            if (hourlyCommitment.signum() < 0)
                throw new IllegalArgumentException(
                        "hourlyCommitment — Expected at least 0 USD, received %s.".formatted(hourlyCommitment));
            meters = Set.copyOf(meters);
        }
    }

    /// An amount the provider grants; never more than what is left to pay.
    ///
    /// @param name   as shown on the bill
    /// @param amount US dollars, at least 0
    record Credit(String name, BigDecimal amount) implements Discount {
        public Credit {
            if (amount.signum() < 0)
                throw new IllegalArgumentException("amount — Expected at least 0 USD, received %s.".formatted(amount));
        }
    }

    private static void requirePercent(BigDecimal percent) {
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0)
            throw new IllegalArgumentException("percent — Expected 0 to 100, received %s.".formatted(percent));
    }
}
