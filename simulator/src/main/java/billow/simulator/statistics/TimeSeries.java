package billow.simulator.statistics;

/// Counts over time in a fixed number of buckets, which double in width whenever the run outgrows them.
public final class TimeSeries {
    private final long[] buckets;
    private final long firstWidth;
    private int doublings;

    /// @param buckets    how many; even
    /// @param widthNanos of a bucket at first
    public TimeSeries(int buckets, long widthNanos) {
        if (buckets < 2 || buckets % 2 != 0)
            throw new IllegalArgumentException("buckets — Expected an even number, received " + buckets + ".");
        if (widthNanos < 1)
            throw new IllegalArgumentException("widthNanos — Expected 1 or more, received " + widthNanos + ".");
        this.buckets = new long[buckets];
        firstWidth = widthNanos;
    }

    /// @param time in nanoseconds, 0 or more
    public void add(long time, long amount) {
        long bucket = (time / firstWidth) >> doublings;
        while (bucket >= buckets.length) {
            fold();
            bucket >>= 1;
        }
        buckets[(int) bucket] += amount;
    }

    /// Adds the counts of another run bucket by bucket.
    ///
    /// @param other of as many buckets and the same width at first
    public void merge(TimeSeries other) {
        if (other.buckets.length != buckets.length || other.firstWidth != firstWidth)
            throw new IllegalArgumentException("Expected a series of as many buckets and the same width at first.");
        while (doublings < other.doublings) fold();
        int finer = doublings - other.doublings;
        for (int i = 0; i < buckets.length; i++) buckets[i >> finer] += other.buckets[i];
    }

    /// Width of a bucket by now.
    public long widthNanos() {
        return firstWidth << doublings;
    }

    public int size() {
        return buckets.length;
    }

    /// Sum of the amounts from `bucket` · [#widthNanos()] up to the next bucket.
    public long count(int bucket) {
        return buckets[bucket];
    }

    private void fold() {
        int half = buckets.length / 2;
        for (int i = 0; i < half; i++) buckets[i] = buckets[2 * i] + buckets[2 * i + 1];
        for (int i = half; i < buckets.length; i++) buckets[i] = 0;
        doublings++;
    }
}
