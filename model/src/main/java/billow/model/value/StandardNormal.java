package billow.model.value;

import org.apache.commons.math3.special.Erf;

/// The normal law of mean 0 and standard deviation 1, the same to the bit on every machine.
final class StandardNormal {
    private StandardNormal() {}

    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /// P(Z ≤ z).
    static double probability(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }

    /// The z with P(Z ≤ z) = p; infinite at 0 and 1.
    static double quantile(double p) {
        return p == 0.5 ? 0 : -Math.sqrt(2) * Erf.erfcInv(2 * p);
    }
}
