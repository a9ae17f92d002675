package billow.test.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as the page shows them.
final class Figures {
    private Figures() {}

    /// Five significant digits, without exponent where that is readable.
    static String text(double value) {
        if (!Double.isFinite(value)) return "–";
        if (value == 0) return "0";
        var rounded = new BigDecimal(value)
                .round(new MathContext(5, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return Math.abs(value) < 1e-5 ? rounded.toString() : rounded.toPlainString();
    }
}
