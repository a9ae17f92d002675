package billow.simulator.statistics;

import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How long things took: count, mean, extremes and percentiles, to three digits, from 1 µs up.
///
/// Count, mean and extremes are exact. A percentile is off by at most 0.1 %, or 1 µs. About 100 KB when values spread
/// from microseconds to minutes; grows with the longest value, not with their number.
public final class LatencyHistogram {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(1_000, 10_000_000, DIGITS);
    private final WideSum sum = new WideSum();
    private long least = Long.MAX_VALUE;
    private long greatest;

    public LatencyHistogram() {
        histogram.setAutoResize(true);
    }

    /// @param nanos 0 or more
    public void record(long nanos) {
        histogram.recordValue(nanos);
        sum.add(nanos);
        least = Math.min(least, nanos);
        greatest = Math.max(greatest, nanos);
    }

    public void merge(LatencyHistogram other) {
        if (other.count() == 0) return;
        histogram.add(other.histogram);
        sum.add(other.sum);
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
    }

    /// Forgets everything, for instance at the end of the warm-up.
    public void reset() {
        histogram.reset();
        sum.clear();
        least = Long.MAX_VALUE;
        greatest = 0;
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /// In milliseconds; NaN when empty.
    public double meanMs() {
        return sum.toDouble() / count() / NANOS_PER_MILLI;
    }

    /// In milliseconds; NaN when empty.
    public double minMs() {
        return count() == 0 ? Double.NaN : least / NANOS_PER_MILLI;
    }

    /// In milliseconds; NaN when empty.
    public double maxMs() {
        return count() == 0 ? Double.NaN : greatest / NANOS_PER_MILLI;
    }

    /// The least value that `percent` of all values do not exceed, in milliseconds; NaN when empty.
    ///
    /// @param percent 0 to 100
    public double percentileMs(double percent) {
        return count() == 0 ? Double.NaN : percentileNanos(percent) / NANOS_PER_MILLI;
    }

    /// As [#percentileMs], in nanoseconds; 0 when empty.
    public long percentileNanos(double percent) {
        if (count() == 0) return 0;
        if (percent >= 100) return greatest;
        long middle = histogram.medianEquivalentValue(histogram.getValueAtPercentile(percent));
        return Math.clamp(middle, least, greatest);
    }

    /// The percentile of what was recorded since `earlier` was a copy of this one, in milliseconds; NaN when nothing
    /// was.
    public double percentileMsSince(LatencyHistogram earlier, double percent) {
        if (count() == earlier.count()) return Double.NaN;
        Histogram since = histogram.copy();
        since.subtract(earlier.histogram);
        return since.medianEquivalentValue(since.getValueAtPercentile(percent)) / NANOS_PER_MILLI;
    }

    /// Share of the values up to `nanos`, 0 to 1; NaN when empty. Values within 0.1 % of `nanos` may fall on either
    /// side.
    public double shareUpTo(long nanos) {
        if (nanos >= greatest) return count() == 0 ? Double.NaN : 1;
        return (double) histogram.getCountBetweenValues(0, nanos) / count();
    }

    /// Equal when the same was recorded, in whatever order.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LatencyHistogram that
                && least == that.least
                && greatest == that.greatest
                && sum.isSameAs(that.sum)
                && histogram.equals(that.histogram);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count(), least, greatest);
    }
}
