package billow.simulator.statistics;

/// An exact sum of whole numbers in 128 bits.
final class WideSum {
    private long high;
    private long low;

    void add(long value) {
        add(value >> 63, value);
    }

    void addProduct(long a, long b) {
        add(Math.multiplyHigh(a, b), a * b);
    }

    void add(WideSum other) {
        add(other.high, other.low);
    }

    private void add(long high, long low) {
        long sum = this.low + low;
        this.high += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        this.low = sum;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    /// Rounded, with a relative error below 2^-51.
    double toDouble() {
        if (high == low >> 63) return low;
        return high * 0x1p64 + (low >>> 1) * 2.0 + (low & 1);
    }

    boolean isSameAs(WideSum other) {
        return high == other.high && low == other.low;
    }
}
