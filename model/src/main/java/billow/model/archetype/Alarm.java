package billow.model.archetype;

/// Watches a metric of a node and changes its state by rules of M out of N periods.
///
/// @param metric          name of the metric, as the watched kind reports it
/// @param statistic       what is taken of it in each period
/// @param comparison      when a value is breaching
/// @param threshold       in the unit of the metric
/// @param periodNanos     length of a period
/// @param periods         newest periods that are looked at (N), at least 1
/// @param breaching       of them that must be breaching (M), 1 to N
/// @param missing         how periods without data count
/// @param widerBy         periods more that are fetched, to find data in them
public record Alarm(
        String metric,
        Statistic statistic,
        Comparison comparison,
        double threshold,
        long periodNanos,
        int periods,
        int breaching,
        Missing missing,
        int widerBy)
        implements Archetype {

    /// The metric that every node has: time from a call's arrival to its answer.
    public static final String LATENCY = "latency";

    /// Percentiles are of times: of a metric that is reported one by one, otherwise of the latency of the watched node.
    public enum Statistic {
        SUM,
        AVERAGE,
        SAMPLE_COUNT,
        P50,
        P90,
        P95,
        P99;

        public boolean isPercentile() {
            return switch (this) {
                case P50, P90, P95, P99 -> true;
                case SUM, AVERAGE, SAMPLE_COUNT -> false;
            };
        }
    }

    public enum Comparison {
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL;

        /// Whether `value` is on the wrong side of `threshold`.
        public boolean breaches(double value, double threshold) {
            return switch (this) {
                case GREATER -> value > threshold;
                case GREATER_OR_EQUAL -> value >= threshold;
                case LESS -> value < threshold;
                case LESS_OR_EQUAL -> value <= threshold;
            };
        }
    }

    /// MISSING leaves periods without data out, IGNORE keeps the state while they could decide, the others fill them.
    public enum Missing {
        MISSING,
        IGNORE,
        BREACHING,
        NOT_BREACHING
    }
}
