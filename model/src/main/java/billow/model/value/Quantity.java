package billow.model.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number with its unit, as people write it: `512 MB`, `80 ms`, `1.5 h`, `400 /s`, `2 %`.
///
/// @param amount the number as written
/// @param unit   the unit as written
public record Quantity(double amount, Unit unit) {
    private static final Pattern TEXT =
            Pattern.compile("\\s*([+-]?[0-9][0-9 _,']*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*(.*?)\\s*");

    private static final Map<String, Unit> SPELLINGS = spellings();

    /// The value in the canonical unit of its dimension.
    public double canonical() {
        return unit.toCanonical(amount);
    }

    /// Reads `text`; a number without a unit is taken in `plain`.
    ///
    /// @return empty when it is no number, its unit is unknown, or the unit is of another dimension than `plain`
    public static Optional<Quantity> parse(String text, Unit plain) {
        var match = TEXT.matcher(text);
        if (!match.matches()) return Optional.empty();
        var symbol = match.group(2).toLowerCase(Locale.ROOT).replace(" ", "");
        var unit = symbol.isEmpty() ? plain : SPELLINGS.get(symbol);
        if (unit == null || unit.dimension() != plain.dimension()) return Optional.empty();
        try {
            double amount = Double.parseDouble(match.group(1).replaceAll("[ _,']", ""));
            return Double.isFinite(amount) ? Optional.of(new Quantity(amount, unit)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The shortest exact text for a canonical value, in the largest unit of `like`'s dimension that needs no more
    /// than three decimals: `90 s` rather than `1.5 min`, `512 MB` rather than `0.5 GB`.
    public static String text(double canonical, Unit like) {
        for (var unit : candidates(like)) {
            double amount = unit.fromCanonical(canonical);
            if (Math.abs(amount) >= 1 && Math.rint(amount * 10) == amount * 10) return print(amount) + suffix(unit);
        }
        for (var unit : candidates(like)) {
            double amount = unit.fromCanonical(canonical);
            if (Math.abs(amount) >= 1 && Math.abs(Math.rint(amount * 1000) - amount * 1000) < 1e-6)
                return print(Math.rint(amount * 1000) / 1000) + suffix(unit);
        }
        return print(like.fromCanonical(canonical)) + suffix(like);
    }

    private static String suffix(Unit unit) {
        return unit.symbol().isEmpty() ? "" : " " + unit.symbol();
    }

    /// A number without exponent or trailing zeros, up to nine decimals.
    public static String print(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
        return BigDecimal.valueOf(value)
                .setScale(9, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static List<Unit> candidates(Unit like) {
        return switch (like.dimension()) {
            case TIME ->
                List.of(
                        Unit.DAY,
                        Unit.HOUR,
                        Unit.MINUTE,
                        Unit.SECOND,
                        Unit.MILLISECOND,
                        Unit.MICROSECOND,
                        Unit.NANOSECOND);
            case SIZE -> List.of(Unit.TERABYTE, Unit.GIGABYTE, Unit.MEGABYTE, Unit.KILOBYTE, Unit.BYTE);
            case RATE, NUMBER -> List.of(like);
        };
    }

    private static Map<String, Unit> spellings() {
        var all = new java.util.HashMap<String, Unit>();
        for (var unit : Unit.values())
            if (!unit.symbol().isEmpty()) all.put(unit.symbol().toLowerCase(Locale.ROOT), unit);
        all.putAll(Map.of(
                "us",
                Unit.MICROSECOND,
                "sec",
                Unit.SECOND,
                "m",
                Unit.MINUTE,
                "hours",
                Unit.HOUR,
                "hour",
                Unit.HOUR,
                "days",
                Unit.DAY,
                "day",
                Unit.DAY,
                "mib",
                Unit.MEGABYTE,
                "gib",
                Unit.GIGABYTE,
                "kib",
                Unit.KILOBYTE));
        all.putAll(Map.of(
                "seconds",
                Unit.SECOND,
                "minutes",
                Unit.MINUTE,
                "bytes",
                Unit.BYTE,
                "rps",
                Unit.PER_SECOND,
                "persecond",
                Unit.PER_SECOND,
                "perminute",
                Unit.PER_MINUTE));
        return Map.copyOf(all);
    }

    /// Symbols that may stand behind a number of this dimension, for messages.
    public static String symbols(Unit like) {
        var names = new ArrayList<String>();
        for (var unit : Unit.values())
            if (unit.dimension() == like.dimension() && !unit.symbol().isEmpty()) names.add(unit.symbol());
        return String.join(", ", names);
    }
}
