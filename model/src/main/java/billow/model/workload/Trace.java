package billow.model.workload;

import java.util.Arrays;

/// Recorded traffic: how many requests came in each of equally long intervals.
public final class Trace {
    private final long intervalNanos;
    private final double[] counts;

    /// @param intervalNanos width of an interval, above 0
    /// @param counts        requests of each interval, 0 or more
    public Trace(long intervalNanos, double[] counts) {
        if (intervalNanos <= 0)
            throw new IllegalArgumentException(
                    "Expected intervals longer than 0 ns, received %d ns.".formatted(intervalNanos));
        for (int i = 0; i < counts.length; i++)
            if (!(counts[i] >= 0) || Double.isInfinite(counts[i]))
                throw new IllegalArgumentException(
                        "Interval %d — Expected a count of at least 0, received %s.".formatted(i + 1, counts[i]));
        this.intervalNanos = intervalNanos;
        this.counts = counts.clone();
    }

    public long intervalNanos() {
        return intervalNanos;
    }

    public int intervals() {
        return counts.length;
    }

    /// Requests of an interval, counted from 0.
    public double count(int interval) {
        return counts[interval];
    }

    public long durationNanos() {
        return Math.multiplyExact(intervalNanos, counts.length);
    }

    /// Requests in all.
    public double total() {
        return Arrays.stream(counts).sum();
    }

    /// Every count multiplied.
    public Trace scaled(double factor) {
        return new Trace(
                intervalNanos, Arrays.stream(counts).map(c -> c * factor).toArray());
    }
}
