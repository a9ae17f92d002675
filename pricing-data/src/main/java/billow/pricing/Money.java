package billow.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Amounts, prices and quantities as text. Rounding happens here and nowhere before.
public final class Money {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal PER_MILLION_BELOW = new BigDecimal("0.00001");

    private Money() {}

    /// `$1,234.50`; below a cent two significant digits, so that small amounts do not vanish: `$0.000072`.
    public static String text(BigDecimal amount) {
        var size = amount.abs();
        var sign = amount.signum() < 0 ? "−" : "";
        if (size.signum() == 0 || size.compareTo(CENT) >= 0)
            return sign + "$" + format("#,##0.00", size.setScale(2, RoundingMode.HALF_UP));
        return sign + "$" + size.round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }

    /// A quantity with at most six decimals, or more when it would otherwise read 0.
    public static String quantity(BigDecimal quantity) {
        if (quantity.signum() != 0 && quantity.abs().compareTo(new BigDecimal("0.000001")) < 0)
            return quantity.round(new MathContext(3)).stripTrailingZeros().toPlainString();
        return format("#,##0.######", quantity);
    }

    /// `$0.20 per million` or `$0.045 per hour`.
    static String unitPrice(BigDecimal price, String unit) {
        if (price.signum() > 0 && price.compareTo(PER_MILLION_BELOW) < 0)
            return plain(price.movePointRight(6)) + " per million";
        return plain(price) + " per " + unit;
    }

    private static String plain(BigDecimal price) {
        var digits = price.stripTrailingZeros();
        if (digits.scale() < 2) digits = digits.setScale(2);
        return "$" + digits.toPlainString();
    }

    private static String format(String pattern, BigDecimal value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
