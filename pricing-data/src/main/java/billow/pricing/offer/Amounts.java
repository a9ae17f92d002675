package billow.pricing.offer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Numbers of price lists, which are texts there.
final class Amounts {
    private static final int MAX_LENGTH = 40;

    private Amounts() {}

    static BigDecimal number(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
        try {
            if (plain) return new BigDecimal(text);
        } catch (NumberFormatException malformed) {
            // Told below, as any other text that is no number.
        }
        throw new NoOffer("Expected a number, received \"%s\"."
                .formatted(text.substring(0, Math.min(MAX_LENGTH, text.length()))));
    }

    /// End of a range, or null for `Inf`.
    static @Nullable BigDecimal end(String text) {
        return text.equalsIgnoreCase("Inf") || text.isEmpty() ? null : number(text);
    }
}
