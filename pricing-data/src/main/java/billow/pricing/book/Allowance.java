package billow.pricing.book;

import java.math.BigDecimal;
import java.util.List;

/// Units an account gets for nothing each month, once, over all regions and all meters named.
///
/// @param id       short name
/// @param kind     which accounts have it
/// @param quantity units
/// @param meters   the meters that share it, in the order in which they use it up
/// @param sharing  how the meters share it
/// @param inTiers  whether it is the first tier of the price (later edges count from the first unit) or stands in
///                 front of the tiers (edges count from the first unit paid)
/// @param sources  where it comes from
public record Allowance(
        String id,
        Kind kind,
        BigDecimal quantity,
        List<String> meters,
        Sharing sharing,
        boolean inTiers,
        List<Source> sources) {

    /// Which accounts have an allowance.
    public enum Kind {
        /// Every account, without end.
        ALWAYS,
        /// Accounts made before 2025-07-15, in their first twelve months.
        TWELVE_MONTHS
    }

    /// How meters share an allowance.
    public enum Sharing {
        /// Each in proportion to its quantity, as if all were used evenly through the month.
        PROPORTIONAL,
        /// The first meter takes what it needs, the next takes from the rest.
        IN_ORDER
    }

    public Allowance {
        meters = List.copyOf(meters);
        sources = List.copyOf(sources);
    }
}
