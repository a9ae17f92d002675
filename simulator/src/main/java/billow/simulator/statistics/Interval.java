package billow.simulator.statistics;

import billow.model.value.Estimate;
import org.apache.commons.math3.distribution.TDistribution;

/// Confidence intervals from independent replications, or from batches long enough to be nearly so.
///
/// `level` is the probability that the interval covers the truth, for example 0.95. Sums run in index order: the same
/// samples give the same bits.
public final class Interval {
    private Interval() {}

    /// Student's t interval for the mean.
    public static Estimate mean(double[] samples, double level) {
        requireSamples(samples.length);
        double mean = average(samples);
        return around(mean, samples, level);
    }

    /// An interval around `value` as wide as the spread of the samples makes it. For a figure of the pooled runs, such
    /// as a percentile, with the same figure of each run as samples.
    public static Estimate around(double value, double[] samples, double level) {
        requireSamples(samples.length);
        if (samples.length == 1) return Estimate.unsure(value);
        double half = halfWidth(samples, level);
        return new Estimate(value, value - half, value + half);
    }

    /// The ratio of two sums, such as cold starts per request, by the jackknife: each run in turn is left out.
    ///
    /// @param denominators 0 or more each, not all 0
    public static Estimate ratio(double[] numerators, double[] denominators, double level) {
        int n = numerators.length;
        requireSamples(n);
        if (denominators.length != n)
            throw new IllegalArgumentException("Expected as many denominators as numerators, received %d and %d."
                    .formatted(denominators.length, n));
        double top = sum(numerators);
        double bottom = sum(denominators);
        if (!(bottom > 0)) throw new IllegalArgumentException("Expected a denominator above 0, received none.");
        if (n == 1) return Estimate.unsure(top / bottom);
        double[] pseudo = new double[n];
        for (int i = 0; i < n; i++) {
            double rest = bottom - denominators[i];
            if (!(rest > 0)) return Estimate.unsure(top / bottom);
            pseudo[i] = n * (top / bottom) - (n - 1) * ((top - numerators[i]) / rest);
        }
        return around(top / bottom, pseudo, level);
    }

    /// A share of trials, such as cold starts of requests: as [#ratio], within 0 to 1. When nothing or everything was a
    /// hit the runs do not differ, and the interval is that of independent trials: none of n hits means less than
    /// −ln(1 − level)/n, about 3/n at 95 %.
    public static Estimate share(double[] hits, double[] trials, double level) {
        Estimate ratio = ratio(hits, trials, level);
        double value = ratio.value();
        double slack = Math.min(1, -StrictMath.log(1 - level) / sum(trials));
        if (value == 0) return new Estimate(0, 0, slack);
        if (value == 1) return new Estimate(1, 1 - slack, 1);
        return new Estimate(value, Math.max(0, ratio.low()), Math.min(1, ratio.high()));
    }

    /// The mean difference of pairs run on the same luck.
    public static Estimate difference(double[] ours, double[] theirs, double level) {
        double[] differences = new double[ours.length];
        for (int i = 0; i < ours.length; i++) differences[i] = ours[i] - theirs[i];
        return mean(differences, level);
    }

    private static double halfWidth(double[] samples, double level) {
        int n = samples.length;
        double mean = average(samples);
        double squares = 0;
        for (double sample : samples) squares += (sample - mean) * (sample - mean);
        if (squares == 0) return 0;
        double t = new TDistribution(n - 1.0).inverseCumulativeProbability(0.5 + level / 2);
        return t * Math.sqrt(squares / (n - 1) / n);
    }

    private static double average(double[] samples) {
        return sum(samples) / samples.length;
    }

    private static double sum(double[] samples) {
        double sum = 0;
        for (double sample : samples) sum += sample;
        return sum;
    }

    private static void requireSamples(int n) {
        if (n == 0) throw new IllegalArgumentException("Expected one sample or more, received none.");
    }
}
