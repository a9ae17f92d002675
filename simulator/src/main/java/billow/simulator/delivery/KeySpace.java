package billow.simulator.delivery;

import billow.simulator.flow.TokenBucket;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;

/// The partitions of a bucket's key space. Each serves so many reads and changes a second, and a second's worth at
/// once. All of them are split in two some time after a refusal, and again while there are refusals, until each prefix
/// has a partition of its own.
final class KeySpace {
    private final double reads;
    private final double writes;
    private final int prefixes;
    private final long splitNanos;
    private final Gauge gauge;
    private TokenBucket[] readers;
    private TokenBucket[] writers;
    private long splitAt = Long.MAX_VALUE;

    /// @param reads      of a partition per second
    /// @param writes     changes of a partition per second
    /// @param splitNanos from a refusal to the split
    KeySpace(double reads, double writes, int prefixes, long splitNanos, Window window) {
        this.reads = reads;
        this.writes = writes;
        this.prefixes = prefixes;
        this.splitNanos = splitNanos;
        gauge = new Gauge(window);
        readers = buckets(1, reads);
        writers = buckets(1, writes);
        gauge.set(0, 1);
    }

    private static TokenBucket[] buckets(int count, double rate) {
        var buckets = new TokenBucket[count];
        for (int i = 0; i < count; i++) buckets[i] = new TokenBucket(rate, rate);
        return buckets;
    }

    /// Takes so many requests about a key, or none of them.
    ///
    /// @param hash of the key, well mixed
    /// @param time not before that of the last
    boolean admit(long hash, boolean reading, int requests, long time) {
        if (time >= splitAt) split(time);
        int prefix = (int) Math.unsignedMultiplyHigh(hash, prefixes);
        var side = reading ? readers : writers;
        // Requests of a large upload beyond a second's worth come as the second goes on.
        double cost = Math.min(requests, reading ? reads : writes);
        if (side[(int) ((long) prefix * side.length / prefixes)].take(cost, time)) return true;
        if (splitAt == Long.MAX_VALUE && side.length < prefixes) splitAt = time + splitNanos;
        return false;
    }

    private void split(long time) {
        int count = Math.min(prefixes, Math.multiplyExact(2, readers.length));
        readers = buckets(count, reads);
        writers = buckets(count, writes);
        gauge.set(time, count);
        splitAt = Long.MAX_VALUE;
    }

    /// Partitions over time.
    Gauge partitions() {
        return gauge;
    }
}
