package billow.model.value;

/// A measured or predicted value with the 95 % confidence interval `low` to `high` around it, all in the same unit.
///
/// An interval that is not known is infinite: one replication says nothing about the next.
public record Estimate(double value, double low, double high) {
    public Estimate {
        if (!(low <= value && value <= high))
            throw new IllegalArgumentException(
                    "Expected low ≤ value ≤ high, received %s, %s, %s.".formatted(low, value, high));
    }

    /// A value that is known and not estimated.
    public static Estimate exactly(double value) {
        return new Estimate(value, value, value);
    }

    /// A value whose spread is not known.
    public static Estimate unsure(double value) {
        return new Estimate(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    public Estimate times(double factor) {
        if (factor == 0) return exactly(0);
        double a = low * factor;
        double b = high * factor;
        return new Estimate(value * factor, Math.min(a, b), Math.max(a, b));
    }

    /// Half the width of the interval, in units of the value; infinite for a value of 0 that is not exact.
    public double relativePrecision() {
        double half = (high - low) / 2;
        return half == 0 ? 0 : half / Math.abs(value);
    }
}
