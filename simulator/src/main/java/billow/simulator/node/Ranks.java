package billow.simulator.node;

import billow.model.archetype.TrafficSource.Popularity;
import billow.simulator.random.Choice;
import billow.simulator.random.Zipf;

/// Which key a request asks for, as its rank in popularity. Few keys are drawn from a table, many by rejection.
public sealed interface Ranks {
    /// Up to here a table is small and several times as fast.
    int FEW = 10_000;

    static Ranks of(Popularity keys) {
        if (keys.count() > FEW) return new Many(new Zipf(keys.count(), keys.exponent()));
        double[] weights = new double[(int) keys.count()];
        for (int k = 0; k < weights.length; k++) weights[k] = StrictMath.pow(k + 1, -keys.exponent());
        return new Few(Choice.of(weights));
    }

    /// @return from 1, the most popular; ranks beyond the largest int are cut off there
    int draw(long key);

    record Few(Choice choice) implements Ranks {
        @Override
        public int draw(long key) {
            return choice.sample(key) + 1;
        }
    }

    record Many(Zipf zipf) implements Ranks {
        @Override
        public int draw(long key) {
            return (int) Math.min(Integer.MAX_VALUE, zipf.sample(key));
        }
    }
}
