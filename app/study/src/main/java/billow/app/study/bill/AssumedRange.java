package billow.app.study.bill;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Estimate;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a bill may come to when the assumptions of its design are not right.
///
/// Every [Assumption] is a lognormal factor around 1 that lies between one half and two with a probability of 95 %,
/// independent of the others. First each is moved alone to one half and to two; those that leave the total as it is are
/// dropped. The others are moved together in a Latin hypercube sample: of [#SAMPLES] designs each assumption takes the
/// middle of every of as many equally likely slices once, in an order of its own. The range is from the 2.5th to the
/// 97.5th percentile of the totals. Source: McKay, Beckman, Conover 1979. The same design gives the same range.
/// Where several assumptions multiply, the bounds are themselves good to about 10 %.
///
/// @param total  US dollars: expected, low and high
/// @param swings the assumptions that matter, the widest first
public record AssumedRange(Estimate total, List<Swing> swings) {
    static final int SAMPLES = 200;

    private static final double TAIL = 0.025;
    /// The 97.5th percentile of the standard normal distribution.
    private static final double NORMAL_BOUND = 1.959963984540054;

    private static final Distribution FACTORS =
            new Distribution.LogNormal(0, StrictMath.log(Assumption.FACTOR) / NORMAL_BOUND);

    private static final double NOTHING = 1e-9;
    private static final long LUCK = Key.of("bill.assumptions");

    public AssumedRange {
        swings = List.copyOf(swings);
    }

    /// What one assumption alone does.
    ///
    /// @param path of the parameter, `nodes[orders].duration`
    /// @param low  total with the smaller amount, of half and twice the value
    /// @param high the other
    public record Swing(String path, double low, double high) {
        public double width() {
            return high - low;
        }
    }

    /// The range of a total that is `factor` times the expected one.
    AssumedRange times(double factor) {
        return new AssumedRange(
                total.times(factor),
                swings.stream()
                        .map(s -> new Swing(s.path(), s.low() * factor, s.high() * factor))
                        .toList());
    }

    private record Active(Assumption assumption, long key) {}

    /// @param bill total of a design's expected month, in US dollars
    static AssumedRange of(Design design, ToDoubleFunction<Design> bill) {
        double expected = bill.applyAsDouble(design);
        var swings = new ArrayList<Swing>();
        var active = new ArrayList<Active>();
        for (var assumption : Assumption.of(design)) {
            double half = bill.applyAsDouble(assumption.change().apply(design, 1 / Assumption.FACTOR));
            double twice = bill.applyAsDouble(assumption.change().apply(design, Assumption.FACTOR));
            if (Math.abs(half - expected) + Math.abs(twice - expected) <= NOTHING * Math.max(1, expected)) continue;
            swings.add(new Swing(assumption.path(), Math.min(half, twice), Math.max(half, twice)));
            active.add(new Active(assumption, Key.mix(LUCK, Key.of(assumption.path()))));
        }
        swings.sort(Comparator.comparingDouble(Swing::width).reversed());
        return new AssumedRange(range(design, bill, expected, active), swings);
    }

    private static Estimate range(Design design, ToDoubleFunction<Design> bill, double expected, List<Active> active) {
        if (active.isEmpty()) return Estimate.exactly(expected);
        var totals = new double[SAMPLES];
        var slices = active.stream().map(a -> shuffled(a.key())).toList();
        for (int sample = 0; sample < SAMPLES; sample++) {
            var changed = design;
            for (int i = 0; i < active.size(); i++)
                changed = active.get(i).assumption().change().apply(changed, factor(slices.get(i)[sample]));
            totals[sample] = bill.applyAsDouble(changed);
        }
        Arrays.sort(totals);
        double low = percentile(totals, TAIL);
        double high = percentile(totals, 1 - TAIL);
        return new Estimate(expected, Math.min(low, expected), Math.max(high, expected));
    }

    /// The factor in the middle of a slice.
    private static double factor(int slice) {
        return FACTORS.quantile((slice + 0.5) / SAMPLES);
    }

    /// Linear between the middles of the sorted values.
    private static double percentile(double[] sorted, double share) {
        double place = Math.clamp(share * sorted.length - 0.5, 0.0, sorted.length - 1.0);
        int below = (int) place;
        double part = place - below;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    /// 0 to [#SAMPLES] − 1 in an order that follows from a key.
    private static int[] shuffled(long key) {
        var order = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int other = (int) (Key.uniform(Key.mix(key, i)) * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
