package billow.app.study;

import billow.model.value.Estimate;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Numbers as people read them. The same on every machine.
public final class Figures {
    private static final MathContext THREE = new MathContext(3);

    private Figures() {}

    /// `144,012`
    public static String count(double value) {
        return format("#,##0", value);
    }

    /// `0.31 ms`, `34.1 ms`, `1.23 s`, `2.5 min`: three digits, a unit to suit.
    public static String millis(double value) {
        if (value == 0) return "0 ms";
        double size = Math.abs(value);
        if (size < 1000) return digits(value) + " ms";
        if (size < 120_000) return digits(value / 1000) + " s";
        if (size < 7_200_000) return digits(value / 60_000) + " min";
        return digits(value / 3_600_000) + " h";
    }

    /// A span of time as people say it: `90 s`, `40 min`, `14.03 d`.
    public static String seconds(double value) {
        if (value >= 2 * 86_400) return format("0.##", value / 86_400) + " d";
        return Quantity.text(Math.rint(value * 1e9), Unit.SECOND);
    }

    /// `1.2 %`, `0.0133 %`
    public static String percent(double share) {
        double percent = share * 100;
        if (percent == 0 || Math.abs(percent) >= 100) return format("0", percent) + " %";
        if (Math.abs(percent) > 99) return format("0.##", percent) + " %";
        return (Math.abs(percent) >= 10 ? format("0.0", percent) : digits(percent)) + " %";
    }

    /// Three significant digits, no exponent, no trailing zeros.
    public static String digits(double value) {
        if (!Double.isFinite(value)) return "–";
        if (Math.abs(value) >= 1000) return count(value);
        return new BigDecimal(value, THREE).stripTrailingZeros().toPlainString();
    }

    /// `± 0.4 ms`, or empty when the spread is not known or nil.
    public static String plusMinus(Estimate estimate, java.util.function.DoubleFunction<String> text) {
        double half = (estimate.high() - estimate.low()) / 2;
        return Double.isFinite(half) && half > 0 ? "± " + text.apply(half) : "";
    }

    public static String dollars(double value) {
        return Double.isFinite(value) ? Money.text(BigDecimal.valueOf(value)) : "–";
    }

    /// Whole numbers in full, small ones with three digits.
    public static String quantity(BigDecimal value) {
        double size = value.doubleValue();
        return Math.abs(size) >= 100 ? count(size) : digits(size);
    }

    private static String format(String pattern, double value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
