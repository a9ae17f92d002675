package billow.app.study.bill;

import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.forecast.Budget;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of a bill.
///
/// @param billing         prices
/// @param settings        region, allowances, month, discounts
/// @param percentPerMonth growth of traffic for the twelve months to come, above −100; null when nobody asks
/// @param storageGrows    whether kept data grows with the traffic
/// @param budgets         amounts not to be exceeded in a month
/// @param groupings       what to add up by
/// @param transactions    ids of nodes whose work a business counts by: orders placed, files converted
/// @param ranges          whether to find out what the assumptions leave open, which takes some hundred bills
public record BillQuestion(
        Billing billing,
        BillingSettings settings,
        @Nullable BigDecimal percentPerMonth,
        boolean storageGrows,
        List<Budget> budgets,
        List<Grouping> groupings,
        List<String> transactions,
        boolean ranges) {
    /// Prices that ship with the product, the usual settings, by service and node, with ranges.
    public static final BillQuestion STANDARD = new BillQuestion(
            Billing.standard(),
            BillingSettings.STANDARD,
            null,
            false,
            List.of(),
            List.of(new Grouping.ByService(), new Grouping.ByNode()),
            List.of(),
            true);

    public BillQuestion {
        budgets = List.copyOf(budgets);
        groupings = List.copyOf(groupings);
        transactions = List.copyOf(transactions);
    }

    public BillQuestion with(BillingSettings settings) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }

    public BillQuestion growing(@Nullable BigDecimal percentPerMonth) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }

    public BillQuestion within(List<Budget> budgets) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }

    public BillQuestion by(List<Grouping> groupings) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }

    public BillQuestion perWorkOf(List<String> transactions) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }

    public BillQuestion ranging(boolean ranges) {
        return new BillQuestion(
                billing, settings, percentPerMonth, storageGrows, budgets, groupings, transactions, ranges);
    }
}
