package billow.pricing.offer;

import billow.pricing.book.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What an imported price list says about one figure of the book.
///
/// @param kind   what becomes of it
/// @param before the book's figure, or null when it had none
/// @param after  the list's figure
/// @param taken  whether the list's figure goes into the book: not when the book's own source is more recent
public record Change(Kind kind, @Nullable Price before, Price after, boolean taken) {
    /// What becomes of a figure.
    public enum Kind {
        /// The book had none.
        ADDED,
        /// The price is another one now.
        CHANGED,
        /// The price is the same.
        CONFIRMED,
        /// The price is another one, but the list is older than the book's source.
        OLDER
    }

    /// One line: meter, area, and the first price before and after.
    public String text() {
        var where = after.meter() + " in " + after.area();
        var now = first(after);
        return switch (kind) {
            case ADDED -> "%s: added, %s".formatted(where, now);
            case CHANGED -> "%s: %s, was %s".formatted(where, now, before == null ? "none" : first(before));
            case CONFIRMED -> "%s: %s as before".formatted(where, now);
            case OLDER -> "%s: %s, older than the figure of the book".formatted(where, now);
        };
    }

    private static String first(Price price) {
        var tiers = price.tiers().withoutLeadingAllowance().tiers();
        BigDecimal usd = tiers.getFirst().unitPrice();
        return "$" + usd.stripTrailingZeros().toPlainString() + (tiers.size() > 1 ? " and lower" : "");
    }
}
