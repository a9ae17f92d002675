package billow.simulator.flow;

import billow.simulator.random.Key;
import java.util.function.DoubleSupplier;

/// Uniform numbers for what evaluates expressions and asks for one after the other: the same key gives the same row.
public final class Draws implements DoubleSupplier {
    private final long key;
    private int made;

    private Draws(long key) {
        this.key = key;
    }

    public static Draws of(long key) {
        return new Draws(key);
    }

    @Override
    public double getAsDouble() {
        return Key.uniform(Key.mix(key, made++));
    }
}
