package billow.simulator.statistics;

import java.util.OptionalInt;

/// Finds how much of a series of observations the empty start has spoilt, by MSER-5: of all places to cut, the one
/// after which the mean of the rest, by its own spread, is surest; and for rare events how long their first burst
/// lasts.
///
/// White, Cobb, Spratt, A comparison of five steady-state truncation heuristics for simulation, WSC 2000.
public final class Warmup {
    private static final int BATCH = 5;

    /// Means of fewer batches than this agree by chance.
    private static final int FEWEST_KEPT = 5;

    private Warmup() {}

    /// @param observations of equal spans of time, in order
    /// @return how many to leave out, a multiple of 5; empty when that would be more than half, which means that
    ///     the run is too short to tell
    public static OptionalInt truncation(double[] observations) {
        double[] means = batchMeans(observations);
        int n = means.length;
        if (n < 2 * FEWEST_KEPT) return OptionalInt.empty();
        int best = n;
        double least = Double.POSITIVE_INFINITY;
        double mean = 0;
        double squares = 0;
        for (int cut = n - 1; cut >= 0; cut--) {
            int kept = n - cut;
            double off = means[cut] - mean;
            mean += off / kept;
            squares += off * (means[cut] - mean);
            double error = squares / ((double) kept * kept);
            if (kept >= FEWEST_KEPT && error <= least) {
                least = error;
                best = cut;
            }
        }
        return 2 * best > n ? OptionalInt.empty() : OptionalInt.of(best * BATCH);
    }

    /// For counts of something rare that an empty start makes frequent, such as cold starts: how long the burst lasts.
    /// It is over with the first batch that the second half of the series would not find remarkable (three standard
    /// deviations of a Poisson count).
    ///
    /// @param counts in equal spans of time, in order
    /// @return how many to leave out, a multiple of 5, at most half
    public static int burst(double[] counts) {
        double[] means = batchMeans(counts);
        int half = means.length / 2;
        double usual = 0;
        for (int i = half; i < means.length; i++) usual += means[i] * BATCH / (means.length - half);
        double remarkable = usual + 3 * Math.sqrt(usual) + 1;
        int cut = 0;
        while (cut < half && means[cut] * BATCH > remarkable) cut++;
        return cut * BATCH;
    }

    private static double[] batchMeans(double[] observations) {
        double[] means = new double[observations.length / BATCH];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int j = 0; j < BATCH; j++) sum += observations[BATCH * i + j];
            means[i] = sum / BATCH;
        }
        return means;
    }
}
