package billow.simulator.random;

import billow.model.value.Distribution;

/// Draws from a distribution: equal keys give equal values.
public sealed interface Sampler permits Samplers.Shape {
    /// About 36 years: longer delays are cut off, so that sums of them stay within a `long`.
    long LONGEST_NANOS = 1L << 60;

    /// @param key out of [Key#mix]
    double sample(long key);

    /// A span of time, rounded to the nanosecond.
    default long nanos(long key) {
        return Math.min((long) (sample(key) + 0.5), LONGEST_NANOS);
    }

    static Sampler of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant law -> new Samplers.Constant(law.value());
            case Distribution.Uniform law -> new Samplers.Uniform(law.low(), law.high() - law.low());
            case Distribution.Exponential law -> new Samplers.Exponential(law.mean());
            case Distribution.Normal law -> new Samplers.Normal(law.centre(), law.sd());
            case Distribution.LogNormal law -> new Samplers.LogNormal(law.mu(), law.sigma());
            case Distribution.Gamma law -> Samplers.Gamma.of(law.shape(), law.scale());
            case Distribution.Weibull law -> new Samplers.Weibull(law.scale(), 1 / law.shape());
            case Distribution.Empirical law -> Samplers.Empirical.of(law);
            case Distribution.Mixture law -> Samplers.Mixture.of(law);
        };
    }
}
