package billow.pricing;

import java.math.BigDecimal;

/// A bill whose inputs are uncertain: what the assumptions allow, around what is expected.
///
/// @param low      bill of the least usage assumed
/// @param expected bill of the expected usage
/// @param high     bill of the most usage assumed
public record BillRange(Bill low, Bill expected, Bill high) {
    public BillRange {
        if (!inOrder(low, expected) || !inOrder(expected, high))
            throw new IllegalArgumentException("Expected low ≤ expected ≤ high, received %s, %s, %s."
                    .formatted(low.total(), expected.total(), high.total()));
    }

    /// Shares of allowances are cut at fifteen decimals; such a difference is none.
    private static boolean inOrder(Bill one, Bill other) {
        return one.total().subtract(other.total()).compareTo(new BigDecimal("1e-9")) < 0;
    }

    /// A bill without uncertainty.
    public static BillRange exactly(Bill bill) {
        return new BillRange(bill, bill, bill);
    }

    /// How far the total may lie from the expected one, in US dollars.
    public BigDecimal width() {
        return high.total().subtract(low.total());
    }
}
