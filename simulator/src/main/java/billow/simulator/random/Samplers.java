package billow.simulator.random;

import billow.model.value.Distribution;

/// One sampler per shape of distribution.
final class Samplers {
    private Samplers() {}

    sealed interface Shape extends Sampler {}

    record Constant(double value) implements Shape {
        @Override
        public double sample(long key) {
            return value;
        }
    }

    record Uniform(double low, double width) implements Shape {
        @Override
        public double sample(long key) {
            return low + width * Key.uniform(key);
        }
    }

    record Exponential(double mean) implements Shape {
        @Override
        public double sample(long key) {
            return mean * Key.exponential(key);
        }
    }

    record Normal(double centre, double sd) implements Shape {
        @Override
        public double sample(long key) {
            double value = centre + sd * Key.normal(key);
            for (long attempt = 1; value < 0; attempt++) value = centre + sd * Key.normal(Key.mix(key, attempt));
            return value;
        }
    }

    record LogNormal(double mu, double sigma) implements Shape {
        @Override
        public double sample(long key) {
            return FastExp.of(mu + sigma * Key.normal(key));
        }
    }

    /// Marsaglia, Tsang, A simple method for generating gamma variables, ACM Transactions on Mathematical Software 26
    /// (2000), 363–372. A shape below 1 is drawn as the shape above by one, times a power of a uniform number.
    ///
    /// @param d     the shape drawn, less 1/3
    /// @param power 1/shape when the shape is below 1, otherwise 0
    record Gamma(double d, double c, double scale, double power) implements Shape {
        static Gamma of(double shape, double scale) {
            double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
            return new Gamma(d, 1 / Math.sqrt(9 * d), scale, shape < 1 ? 1 / shape : 0);
        }

        @Override
        public double sample(long key) {
            double value = scale * d * cube(key);
            if (power == 0) return value;
            return value * FastExp.of(power * StrictMath.log(1 - Key.uniform(Key.mix(key, -1))));
        }

        private double cube(long key) {
            for (long attempt = 0; ; attempt += 2) {
                double x = Key.normal(Key.mix(key, attempt));
                double root = 1 + c * x;
                if (root <= 0) continue;
                double v = root * root * root;
                double u = Key.uniform(Key.mix(key, attempt + 1));
                if (u < 1 - 0.0331 * x * x * x * x) return v;
                if (StrictMath.log(u) < x * x / 2 + d * (1 - v + StrictMath.log(v))) return v;
            }
        }
    }

    record Weibull(double scale, double power) implements Shape {
        @Override
        public double sample(long key) {
            double x = Key.exponential(key);
            return power == 1 ? scale * x : scale * FastExp.of(power * StrictMath.log(x));
        }
    }

    /// Not compared, so the array may stand as a component.
    record Empirical(double[] quantiles) implements Shape {
        static Empirical of(Distribution.Empirical law) {
            return new Empirical(
                    law.quantiles().stream().mapToDouble(Double::doubleValue).toArray());
        }

        @Override
        public double sample(long key) {
            double at = Key.uniform(key) * (quantiles.length - 1);
            int i = (int) at;
            return quantiles[i] + (at - i) * (quantiles[i + 1] - quantiles[i]);
        }
    }

    record Mixture(Choice choice, Sampler[] parts) implements Shape {
        static Mixture of(Distribution.Mixture law) {
            double[] weights = law.parts().stream()
                    .mapToDouble(Distribution.Mixture.Part::weight)
                    .toArray();
            Sampler[] parts = law.parts().stream()
                    .map(part -> Sampler.of(part.distribution()))
                    .toArray(Sampler[]::new);
            return new Mixture(Choice.of(weights), parts);
        }

        @Override
        public double sample(long key) {
            return parts[choice.sample(key)].sample(Key.mix(key, 0));
        }
    }
}
