package billow.app.desktop.document;

import billow.model.param.Param;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.Locale;

/// Values and names of parameters as people read them.
public final class ValueText {
    private ValueText() {}

    /// `reservedConcurrentExecutions` as `Reserved concurrent executions`.
    public static String title(Param<?> param) {
        return title(param.name());
    }

    public static String title(String camel) {
        var words = camel.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        words = words.replaceAll(" in (seconds|millis)$", "");
        words = words.replace("http", "HTTP")
                .replace("api", "API")
                .replace("ttl", "TTL")
                .replace("cpu", "CPU");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// A value in a few characters, with its unit.
    public static <T> String shortly(Param<T> param, T value) {
        return switch (param) {
            case Param.Whole whole -> number(((Number) value).doubleValue(), whole.unit());
            case Param.Real real -> Quantity.text(((Number) value).doubleValue(), real.unit());
            case Param.Span span -> Quantity.text(((Number) value).doubleValue(), span.unit());
            case Param.Size size -> Quantity.text(((Number) value).doubleValue(), size.unit());
            case Param.Choice choice -> option((String) value);
            case Param.Flag flag -> (Boolean) value ? "yes" : "no";
            case Param.Text text -> (String) value;
            case Param.Law law -> law((Distribution) value, law.unit());
            case Param.Document document -> document.language();
        };
    }

    /// `PAY_PER_REQUEST` as `Pay per request`, `mostRecentlyUsed` as `Most recently used`; `x86_64` stays.
    public static String option(String value) {
        if (value.matches(".*\\d.*")) return value;
        return title(
                value.equals(value.toUpperCase(Locale.ROOT))
                        ? value.toLowerCase(Locale.ROOT).replace('_', ' ')
                        : value);
    }

    private static String number(double amount, Unit unit) {
        return grouped(amount) + (unit.symbol().isEmpty() ? "" : " " + unit.symbol());
    }

    /// A whole number in groups of three digits: `71 204`; others as they are.
    public static String grouped(double value) {
        if (value != Math.rint(value) || Math.abs(value) < 10_000) return Quantity.print(value);
        return String.format(Locale.ROOT, "%,d", (long) value).replace(',', ' ');
    }

    private static String law(Distribution law, Unit unit) {
        if (law instanceof Distribution.Constant(double value)) return Quantity.text(value, unit);
        return "~" + rounded(law.quantile(0.5), unit);
    }

    /// A canonical value with three significant digits.
    public static String rounded(double canonical, Unit unit) {
        if (canonical == 0 || !Double.isFinite(canonical)) return Quantity.text(canonical, unit);
        var few = new java.math.BigDecimal(canonical).round(new java.math.MathContext(3));
        return Quantity.text(few.doubleValue(), unit);
    }
}
