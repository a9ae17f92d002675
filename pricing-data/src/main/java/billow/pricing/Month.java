package billow.pricing;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The billing month a usage covers.
///
/// @param hours    length, 1 to 744
/// @param calendar the calendar month, or null for a notional one such as the usual 730 hours
public record Month(int hours, @Nullable YearMonth calendar) {
    /// A twelfth of a year of 365 days, as the provider's own calculator uses it.
    public static final Month AVERAGE = new Month(730, null);

    private static final Pattern HOURS = Pattern.compile("(\\d{1,3})h");

    public Month {
        if (hours < 1 || hours > 744)
            throw new IllegalArgumentException("month — Expected 1 to 744 hours, received %d.".formatted(hours));
    }

    public static Month of(YearMonth calendar) {
        return new Month(24 * calendar.lengthOfMonth(), calendar);
    }

    /// A month written as `730h` or `2026-02`; empty when it is neither.
    public static Optional<Month> parse(String text) {
        var hours = HOURS.matcher(text);
        if (hours.matches()) {
            int value = Integer.parseInt(hours.group(1));
            return value < 1 || value > 744 ? Optional.empty() : Optional.of(new Month(value, null));
        }
        try {
            return Optional.of(of(YearMonth.parse(text)));
        } catch (DateTimeException notAMonth) {
            return Optional.empty();
        }
    }

    /// `730h` or `2026-02`.
    public String id() {
        return calendar == null ? hours + "h" : calendar.toString();
    }
}
