package billow.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Divides a quantity among several in proportion to their weights, without losing or inventing any of it.
final class Shares {
    /// Decimals of a share. Finer than any meter counts.
    private static final int SCALE = 15;

    private Shares() {}

    /// Parts of `whole`, each at least 0, that sum to it exactly; what rounding leaves goes to the heaviest.
    ///
    /// @param weights at least 0 each; when all are zero the first gets everything, when there are none nobody does
    static List<BigDecimal> of(BigDecimal whole, List<BigDecimal> weights) {
        if (weights.isEmpty()) return List.of();
        if (weights.size() == 1) return List.of(whole);
        var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var parts = new ArrayList<BigDecimal>(weights.size());
        var rest = whole;
        int heaviest = 0;
        for (int i = 0; i < weights.size(); i++) {
            var weight = weights.get(i);
            var part = sum.signum() == 0 || weight.signum() == 0
                    ? BigDecimal.ZERO
                    : whole.multiply(weight).divide(sum, Math.max(SCALE, whole.scale()), RoundingMode.DOWN);
            parts.add(part);
            rest = rest.subtract(part);
            if (weight.compareTo(weights.get(heaviest)) > 0) heaviest = i;
        }
        parts.set(heaviest, parts.get(heaviest).add(rest));
        return parts;
    }
}
