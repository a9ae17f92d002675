package billow.pricing.export;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers for other programs: no exponent, no trailing zeros, no more decimals than money needs.
final class Numbers {
    /// Decimals kept; a millionth of a millionth of a dollar.
    private static final int SCALE = 12;

    private Numbers() {}

    static BigDecimal rounded(BigDecimal value) {
        var rounded = value.scale() > SCALE ? value.setScale(SCALE, RoundingMode.HALF_EVEN) : value;
        var stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static String text(BigDecimal value) {
        return rounded(value).toPlainString();
    }
}
