package billow.simulator.flow;

import java.util.EnumMap;
import java.util.Map;

/// Where the time of requests went, by how long they took: for each step of latency the number of requests and the
/// sum of each cause. From it follows what the slowest requests waited for.
public final class CauseBook {
    private static final int ROW = 1 + Cause.COUNT;

    private final long[] sums = new long[LatencySlices.rows() * ROW];
    private final long[] cleanWork = new long[LatencySlices.rows()];
    private final long[] cleanNetwork = new long[LatencySlices.rows()];

    /// Takes in a finished request. Times are summed in microseconds.
    void record(Calls calls, int call, long nanos) {
        int at = LatencySlices.row(nanos) * ROW;
        sums[at]++;
        boolean clean = true;
        for (int i = 0; i < Cause.COUNT; i++) {
            long spent = calls.spent(call, i);
            sums[at + 1 + i] += spent / 1000;
            if (i < Cause.WORK.ordinal() && spent > 0) clean = false;
        }
        if (clean) {
            cleanWork[LatencySlices.row(calls.spent(call, Cause.WORK.ordinal()))]++;
            cleanNetwork[LatencySlices.row(calls.spent(call, Cause.NETWORK.ordinal()))]++;
        }
    }

    public void merge(CauseBook other) {
        for (int i = 0; i < sums.length; i++) sums[i] += other.sums[i];
        for (int i = 0; i < cleanWork.length; i++) {
            cleanWork[i] += other.cleanWork[i];
            cleanNetwork[i] += other.cleanNetwork[i];
        }
    }

    /// Shares of the latency above the warm, uncontended median, over the requests that took `nanos` or longer; they
    /// sum to 1. Empty when there are no such requests or they take no longer than that median.
    public Map<Cause, Double> sharesFrom(long nanos) {
        double[] mean = new double[Cause.COUNT];
        long count = 0;
        for (int row = LatencySlices.row(nanos); row < LatencySlices.rows(); row++) {
            count += sums[row * ROW];
            for (int i = 0; i < Cause.COUNT; i++) mean[i] += sums[row * ROW + 1 + i];
        }
        if (count == 0) return Map.of();
        for (int i = 0; i < Cause.COUNT; i++) mean[i] /= count;
        mean[Cause.WORK.ordinal()] -= median(cleanWork) / 1000;
        mean[Cause.NETWORK.ordinal()] -= median(cleanNetwork) / 1000;
        double total = 0;
        for (double part : mean) total += Math.max(0, part);
        if (total <= 0) return Map.of();
        var shares = new EnumMap<Cause, Double>(Cause.class);
        for (var cause : Cause.values()) shares.put(cause, Math.max(0, mean[cause.ordinal()]) / total);
        return shares;
    }

    private static double median(long[] rows) {
        long total = 0;
        for (long n : rows) total += n;
        if (total == 0) return 0;
        long seen = 0;
        for (int row = 0; row < rows.length; row++) {
            seen += rows[row];
            if (2 * seen >= total) return row == 0 ? 0 : LatencySlices.middleNanos(row);
        }
        return 0;
    }
}
