package billow.model.value;

import static org.apache.commons.math3.special.Gamma.logGamma;
import static org.apache.commons.math3.special.Gamma.regularizedGammaP;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// The law of a quantity that varies: a duration, a size, a number of items.
///
/// Values are never negative and in the canonical unit of the parameter they are set on: nanoseconds for time, bytes
/// for size, plain numbers for counts. Every answer is the same to the bit on every machine.
public sealed interface Distribution {

    /// The expected value.
    double mean();

    /// P(X ≤ x).
    double probability(double x);

    /// The smallest value that a share of `p` of all draws does not exceed; may be infinite at 1.
    ///
    /// @param p from 0 to 1
    double quantile(double p);

    /// The distribution of this value multiplied.
    ///
    /// @param factor above 0
    default Distribution times(double factor) {
        return switch (this) {
            case Constant d -> new Constant(d.value * factor);
            case Uniform d -> new Uniform(d.low * factor, d.high * factor);
            case Exponential d -> new Exponential(d.mean * factor);
            case Normal d -> new Normal(d.centre * factor, d.sd * factor);
            case LogNormal d -> new LogNormal(d.mu + StrictMath.log(factor), d.sigma);
            case Gamma d -> new Gamma(d.mean * factor, d.cv);
            case Weibull d -> new Weibull(d.scale * factor, d.shape);
            case Empirical d ->
                new Empirical(d.quantiles.stream().map(q -> q * factor).toList());
            case Mixture d ->
                new Mixture(d.parts.stream()
                        .map(p -> new Mixture.Part(p.weight(), p.distribution().times(factor)))
                        .toList());
        };
    }

    /// Density at `x`, infinite where a single value has a probability of its own. For drawing.
    double density(double x);

    /// Always `value`.
    record Constant(double value) implements Distribution {
        public Constant {
            atLeastZero("value", value);
        }

        @Override
        public double mean() {
            return value;
        }

        @Override
        public double probability(double x) {
            return x < value ? 0 : 1;
        }

        @Override
        public double quantile(double p) {
            share(p);
            return value;
        }

        @Override
        public double density(double x) {
            return x == value ? Double.POSITIVE_INFINITY : 0;
        }
    }

    /// Evenly spread over `low` to `high`.
    record Uniform(double low, double high) implements Distribution {
        public Uniform {
            atLeastZero("low", low);
            expect(high >= low && Double.isFinite(high), "high", "low (" + low + ") or more", high);
        }

        @Override
        public double mean() {
            return low + (high - low) / 2;
        }

        @Override
        public double probability(double x) {
            return x < low ? 0 : x >= high ? 1 : (x - low) / (high - low);
        }

        @Override
        public double quantile(double p) {
            return low + share(p) * (high - low);
        }

        @Override
        public double density(double x) {
            return x < low || x > high ? 0 : 1 / (high - low);
        }
    }

    /// Memoryless, with the given mean.
    record Exponential(double mean) implements Distribution {
        public Exponential {
            aboveZero("mean", mean);
        }

        @Override
        public double probability(double x) {
            return x <= 0 ? 0 : -StrictMath.expm1(-x / mean);
        }

        @Override
        public double quantile(double p) {
            return -mean * StrictMath.log1p(-share(p));
        }

        @Override
        public double density(double x) {
            return x < 0 ? 0 : StrictMath.exp(-x / mean) / mean;
        }
    }

    /// Normal with parameters `mean` and `sd`, cut off at 0: what would be negative is drawn again. The cut moves
    /// [#mean()] above [#centre()] when `sd` is not small beside it.
    ///
    /// @param centre mean before the cut, 0 or more
    /// @param sd     standard deviation before the cut
    record Normal(double centre, double sd) implements Distribution {
        public Normal {
            atLeastZero("mean", centre);
            aboveZero("sd", sd);
        }

        @Override
        public double mean() {
            return centre + sd * StandardNormal.density(centre / sd) / (1 - cut());
        }

        @Override
        public double probability(double x) {
            return x <= 0 ? 0 : 1 - StandardNormal.probability((centre - x) / sd) / (1 - cut());
        }

        @Override
        public double quantile(double p) {
            double above = (1 - share(p)) * (1 - cut());
            return Math.max(0, centre - sd * StandardNormal.quantile(above));
        }

        @Override
        public double density(double x) {
            return x < 0 ? 0 : StandardNormal.density((x - centre) / sd) / sd / (1 - cut());
        }

        /// Probability of a negative value before the cut.
        private double cut() {
            return StandardNormal.probability(-centre / sd);
        }
    }

    /// The logarithm is normal.
    ///
    /// @param mu    mean of ln(value)
    /// @param sigma standard deviation of ln(value), 0 or more
    record LogNormal(double mu, double sigma) implements Distribution {
        public LogNormal {
            expect(Double.isFinite(mu), "mu", "a finite number", mu);
            atLeastZero("sigma", sigma);
        }

        /// Half of the values lie below `p50`, one in a hundred above `p99`.
        public static LogNormal ofMedianAndP99(double p50, double p99) {
            aboveZero("p50", p50);
            expect(p99 >= p50 && Double.isFinite(p99), "p99", "p50 (" + p50 + ") or more", p99);
            return new LogNormal(StrictMath.log(p50), StrictMath.log(p99 / p50) / StandardNormal.quantile(0.99));
        }

        /// @param cv standard deviation divided by the mean
        public static LogNormal ofMeanAndCv(double mean, double cv) {
            aboveZero("mean", mean);
            atLeastZero("cv", cv);
            double variance = StrictMath.log1p(cv * cv);
            return new LogNormal(StrictMath.log(mean) - variance / 2, Math.sqrt(variance));
        }

        @Override
        public double mean() {
            return StrictMath.exp(mu + sigma * sigma / 2);
        }

        @Override
        public double probability(double x) {
            if (x <= 0) return 0;
            double distance = StrictMath.log(x) - mu;
            if (sigma == 0) return x < StrictMath.exp(mu) ? 0 : 1;
            return StandardNormal.probability(distance / sigma);
        }

        @Override
        public double quantile(double p) {
            share(p);
            return StrictMath.exp(sigma == 0 ? mu : mu + sigma * StandardNormal.quantile(p));
        }

        @Override
        public double density(double x) {
            if (x <= 0) return 0;
            if (sigma == 0) return x == StrictMath.exp(mu) ? Double.POSITIVE_INFINITY : 0;
            return StandardNormal.density((StrictMath.log(x) - mu) / sigma) / (sigma * x);
        }
    }

    /// Gamma of shape 1/cv² and scale mean·cv².
    ///
    /// @param cv standard deviation divided by the mean
    record Gamma(double mean, double cv) implements Distribution {
        public Gamma {
            aboveZero("mean", mean);
            aboveZero("cv", cv);
        }

        public double shape() {
            return 1 / (cv * cv);
        }

        public double scale() {
            return mean * cv * cv;
        }

        @Override
        public double probability(double x) {
            return x <= 0 ? 0 : regularizedGammaP(shape(), x / scale());
        }

        @Override
        public double quantile(double p) {
            if (share(p) == 1) return Double.POSITIVE_INFINITY;
            double high = mean;
            while (probability(high) < p) high *= 2;
            return leastReaching(p, this::probability, 0, high);
        }

        @Override
        public double density(double x) {
            if (x < 0) return 0;
            double k = shape();
            if (x == 0) return k < 1 ? Double.POSITIVE_INFINITY : k == 1 ? 1 / scale() : 0;
            double y = x / scale();
            double log = (k - 1) * StrictMath.log(y) - y - logGamma(k);
            return StrictMath.exp(log) / scale();
        }
    }

    /// P(X > x) = exp(−(x/scale)^shape).
    record Weibull(double scale, double shape) implements Distribution {
        public Weibull {
            aboveZero("scale", scale);
            aboveZero("shape", shape);
        }

        @Override
        public double mean() {
            return scale * StrictMath.exp(logGamma(1 + 1 / shape));
        }

        @Override
        public double probability(double x) {
            return x <= 0 ? 0 : -StrictMath.expm1(-StrictMath.pow(x / scale, shape));
        }

        @Override
        public double quantile(double p) {
            return scale * StrictMath.pow(-StrictMath.log1p(-share(p)), 1 / shape);
        }

        @Override
        public double density(double x) {
            if (x < 0) return 0;
            double y = x / scale;
            return shape / scale * StrictMath.pow(y, shape - 1) * StrictMath.exp(-StrictMath.pow(y, shape));
        }
    }

    /// Measured: equally spaced quantiles from 0 (the least value) to 1 (the greatest), linear between neighbours.
    ///
    /// @param quantiles two or more, ascending
    record Empirical(List<Double> quantiles) implements Distribution {
        public Empirical {
            quantiles = List.copyOf(quantiles);
            expect(quantiles.size() >= 2, "quantiles", "two or more", quantiles.size());
            double last = 0;
            for (int i = 0; i < quantiles.size(); i++) {
                double next = quantiles.get(i);
                expect(next >= last && Double.isFinite(next), "quantiles[" + i + "]", last + " or more", next);
                last = next;
            }
        }

        private int intervals() {
            return quantiles.size() - 1;
        }

        @Override
        public double mean() {
            double sum = (quantiles.getFirst() + quantiles.getLast()) / 2;
            for (int i = 1; i < intervals(); i++) sum += quantiles.get(i);
            return sum / intervals();
        }

        @Override
        public double probability(double x) {
            if (x < quantiles.getFirst()) return 0;
            if (x >= quantiles.getLast()) return 1;
            int i = intervalOf(x);
            double low = quantiles.get(i);
            return (i + (x - low) / (quantiles.get(i + 1) - low)) / intervals();
        }

        @Override
        public double quantile(double p) {
            double at = share(p) * intervals();
            int i = Math.min((int) at, intervals() - 1);
            double low = quantiles.get(i);
            return low + (at - i) * (quantiles.get(i + 1) - low);
        }

        @Override
        public double density(double x) {
            if (x < quantiles.getFirst() || x > quantiles.getLast()) return 0;
            if (x == quantiles.getLast()) x = Math.nextDown(x);
            int i = Math.max(0, intervalOf(x));
            return 1 / (intervals() * (quantiles.get(i + 1) - quantiles.get(i)));
        }

        /// The last interval that begins at or below `x`, for an `x` from the least to below the greatest value.
        private int intervalOf(double x) {
            int low = 0;
            int high = quantiles.size() - 1;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (quantiles.get(middle) <= x) low = middle;
                else high = middle;
            }
            return low;
        }
    }

    /// One of several laws, chosen by weight on every draw.
    ///
    /// @param parts one or more; weights need not sum to 1
    record Mixture(List<Part> parts) implements Distribution {
        /// @param weight above 0, relative to the others
        public record Part(double weight, Distribution distribution) {
            public Part {
                aboveZero("weight", weight);
            }
        }

        public Mixture {
            parts = List.copyOf(parts);
            expect(!parts.isEmpty(), "parts", "one or more", 0);
        }

        @Override
        public double mean() {
            return average(Distribution::mean);
        }

        @Override
        public double probability(double x) {
            return average(law -> law.probability(x));
        }

        @Override
        public double quantile(double p) {
            share(p);
            double low = Double.POSITIVE_INFINITY;
            double high = 0;
            for (Part part : parts) {
                low = Math.min(low, part.distribution().quantile(p));
                high = Math.max(high, part.distribution().quantile(p));
            }
            return low == high || p == 1 ? high : leastReaching(p, this::probability, low, high);
        }

        @Override
        public double density(double x) {
            return average(law -> law.density(x));
        }

        private double average(ToDoubleFunction<Distribution> property) {
            double sum = 0;
            double weights = 0;
            for (Part part : parts) {
                sum += part.weight() * property.applyAsDouble(part.distribution());
                weights += part.weight();
            }
            return sum / weights;
        }
    }

    /// The least x between `low` and `high` at which a rising function reaches `p`, by halving to the last bit.
    private static double leastReaching(double p, DoubleUnaryOperator rising, double low, double high) {
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return rising.applyAsDouble(low) >= p ? low : high;
            if (rising.applyAsDouble(middle) >= p) high = middle;
            else low = middle;
        }
    }

    private static double share(double p) {
        expect(p >= 0 && p <= 1, "p", "0 to 1", p);
        return p;
    }

    private static void aboveZero(String name, double value) {
        expect(value > 0 && Double.isFinite(value), name, "a finite number above 0", value);
    }

    private static void atLeastZero(String name, double value) {
        expect(value >= 0 && Double.isFinite(value), name, "a finite number, 0 or more", value);
    }

    private static void expect(boolean met, String name, String expected, Object received) {
        if (!met) throw new IllegalArgumentException(name + " — Expected " + expected + ", received " + received + ".");
    }
}
