package billow.simulator.node;

import java.util.Arrays;

/// The capacity of a table's partitions for one direction, reads or writes, in units of that direction.
///
/// Each partition has an even share of the table's rate and keeps what it leaves unused for some time (burst credit).
/// Where its credit is used up, what the whole table leaves unused helps (adaptive capacity). Neither lifts a partition
/// above its ceiling, which holds in every second. A request larger than what a second or the credit can ever hold is
/// let through when all of it is there, and paid off before the next.
final class Partitions {
    private static final long SECOND = 1_000_000_000L;

    /// A token that is complete but for rounding is complete.
    private static final double WHOLE = 1 - 1e-12;

    private final long ceiling;
    private final double burstSeconds;
    private final boolean adaptive;
    private final boolean credited;
    private double tableRate;
    private double share;
    private double unused;
    private long unusedAt;
    private double[] tokens = new double[1];
    private long[] filled = new long[1];
    private long[] second = new long[1];
    private long[] used = new long[1];

    /// @param ceiling      most units of one partition in a second
    /// @param burstSeconds seconds for which unused capacity is kept
    /// @param adaptive     whether unused capacity of the table helps hot partitions
    /// @param credited     whether shares count; otherwise (on demand) only the ceiling does
    Partitions(double ceiling, double burstSeconds, boolean adaptive, boolean credited) {
        this.ceiling = Math.max(1, (long) ceiling);
        this.burstSeconds = burstSeconds;
        this.adaptive = adaptive;
        this.credited = credited;
    }

    int count() {
        return tokens.length;
    }

    /// Sets the table's rate from `time` on, spread over `count` partitions. Credit stays; partitions that are new
    /// have a full one at the beginning and the same as the others later.
    ///
    /// @param count not less than before
    void spread(double tableRate, int count, long time) {
        boolean first = share == 0;
        double credit = 0;
        for (int p = 0; p < tokens.length; p++) credit += refilled(p, time);
        double before = tokens.length;
        this.tableRate = tableRate;
        share = tableRate / count;
        if (count > tokens.length) {
            tokens = Arrays.copyOf(tokens, count);
            filled = Arrays.copyOf(filled, count);
            second = Arrays.copyOf(second, count);
            used = Arrays.copyOf(used, count);
            Arrays.fill(tokens, credit / count);
        }
        if (first) Arrays.fill(tokens, share * burstSeconds);
        else if (count == before) for (int p = 0; p < count; p++) tokens[p] = Math.min(tokens[p], share * burstSeconds);
        Arrays.fill(filled, time);
        if (first) unused = tableRate;
    }

    /// The partition that keeps a key.
    ///
    /// @param hash well mixed
    int of(long hash) {
        return tokens.length == 1 ? 0 : (int) Math.unsignedMultiplyHigh(hash, tokens.length);
    }

    /// Takes `cost` from a partition if it may; a refusal takes nothing.
    boolean admit(int partition, long cost, long time) {
        long spent = spentThisSecond(partition, time);
        if (spent > 0 && spent + cost > ceiling) return false;
        if (credited && !pays(partition, cost, time)) return false;
        used[partition] = spent + cost;
        return true;
    }

    private boolean pays(int partition, long cost, long time) {
        double held = refilled(partition, time);
        boolean helping = adaptive && tokens.length > 1;
        if (helping) refillUnused(time);
        if (held >= Math.min(cost, share * burstSeconds) * WHOLE) tokens[partition] = settled(held - cost);
        else if (!helping || unused < cost * WHOLE) return false;
        // Capacity that is owed by burst credit is not there for others; a second's worth is remembered.
        if (helping) unused = Math.max(-tableRate, settled(unused - cost));
        return true;
    }

    private static double settled(double level) {
        return Math.abs(level) < 1e-9 ? 0 : level;
    }

    private double refilled(int partition, long time) {
        if (time > filled[partition]) {
            double gain = (time - filled[partition]) * (share / SECOND);
            tokens[partition] = Math.min(share * burstSeconds, tokens[partition] + gain);
            filled[partition] = time;
        }
        return tokens[partition];
    }

    private void refillUnused(long time) {
        if (time > unusedAt) {
            unused = Math.min(tableRate, unused + (time - unusedAt) * (tableRate / SECOND));
            unusedAt = time;
        }
    }

    /// Units used in the second of `time`; what went beyond the ceiling is carried over.
    private long spentThisSecond(int partition, long time) {
        long now = time / SECOND;
        long passed = now - second[partition];
        if (passed > 0) {
            long paid = passed > used[partition] / ceiling ? used[partition] : passed * ceiling;
            used[partition] -= paid;
            second[partition] = now;
        }
        return used[partition];
    }
}
