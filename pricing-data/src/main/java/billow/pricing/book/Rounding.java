package billow.pricing.book;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How a single use of a meter is rounded up before it is counted: by step, above what is free, never on averages.
///
/// @param of      what is rounded, for example `request`
/// @param measure what its size is measured in, for example `KB`; 1 KB is 1024 bytes
/// @param step    size of one step, more than 0
/// @param free    size that adds no step
/// @param base    steps that any use counts, whatever its size
/// @param minimum fewest steps a use counts
public record Rounding(
        String of, String measure, BigDecimal step, BigDecimal free, BigDecimal base, BigDecimal minimum) {
    public Rounding {
        if (step.signum() <= 0)
            throw new IllegalArgumentException("step — Expected more than 0, received %s.".formatted(step));
    }

    /// Steps a use of this size counts; a part of a step is a whole one.
    ///
    /// @param size at least 0, in the measure
    public BigDecimal steps(BigDecimal size) {
        var above = size.subtract(free).max(BigDecimal.ZERO);
        return base.add(above.divide(step, 0, RoundingMode.CEILING)).max(minimum);
    }

    /// What a use of this size is billed as, in the measure: its steps times their size.
    public BigDecimal rounded(BigDecimal size) {
        return steps(size).multiply(step);
    }

    /// `each request up to a multiple of 64 KB`.
    public String text() {
        if (base.signum() > 0)
            return "each %s once, and once more per %s %s above %s %s"
                    .formatted(of, plain(step), measure, plain(free), measure);
        if (free.signum() > 0) return "of each %s only what exceeds %s %s".formatted(of, plain(free), measure);
        var text = "each %s up to a multiple of %s %s".formatted(of, plain(step), measure);
        return minimum.compareTo(BigDecimal.ONE) > 0 ? text + ", at least " + plain(minimum.multiply(step)) : text;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
