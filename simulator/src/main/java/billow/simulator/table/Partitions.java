package billow.simulator.table;

import java.util.Arrays;

/// The capacity of a table's partitions for one direction, reads or writes, in units of that direction.
///
/// Each partition has an even share of the table's rate and keeps what it leaves unused for some time (burst credit).
/// Where its credit is used up, what the whole table leaves unused helps (adaptive capacity). Neither lifts a partition
/// above its ceiling, which holds in every second. A request larger than what a second or the credit can ever hold is
/// let through when all of it is there, and paid off before the next.
///
/// A partition that keeps being asked for more than its ceiling for long enough is split in two, which share its keys,
/// its rate and its credit, and each have the whole ceiling. A single key can't be split.
final class Partitions {
    /*
     * A partition that was split stays as a row without keys: `left` says where the two that took its place begin.
     * The high bits of a key's hash choose among the partitions of `spread`, the low bits among the parts of a split.
     */
    private static final long SECOND = 1_000_000_000L;
    private static final long CALM = 60 * SECOND;

    /// Smallest part of a partition: half of itself so many times over.
    private static final double SMALLEST = 0x1p-20;

    /// A token that is complete but for rounding is complete.
    private static final double WHOLE = 1 - 1e-12;

    private final long ceiling;
    private final double burstSeconds;
    private final boolean adaptive;
    private final boolean credited;
    private final long splitNanos;
    private int base = 1;
    private int splits;
    private int[] left = new int[0];
    private double[] weight = new double[0];
    private long[] hotSince = new long[0];
    private long[] hotLast = new long[0];
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
    /// @param splitNanos   after which a partition that is hot all the time is split; 0 for never
    Partitions(double ceiling, double burstSeconds, boolean adaptive, boolean credited, long splitNanos) {
        this.ceiling = Math.max(1, (long) ceiling);
        this.burstSeconds = burstSeconds;
        this.adaptive = adaptive;
        this.credited = credited;
        this.splitNanos = splitNanos;
    }

    /// Partitions as spread; those that came about by splitting are not among them.
    int count() {
        return base;
    }

    /// Partitions that were split so far.
    int splits() {
        return splits;
    }

    /// Sets the table's rate from `time` on, spread over `count` partitions. Credit stays; partitions that are new
    /// have a full one at the beginning and the same as the others later. More partitions than before undo splits.
    ///
    /// @param count not less than before
    void spread(double tableRate, int count, long time) {
        boolean first = share == 0;
        double credit = 0;
        for (int p = 0; p < tokens.length; p++) credit += refilled(p, time);
        int before = base;
        this.tableRate = tableRate;
        share = tableRate / count;
        if (count > before) {
            tokens = Arrays.copyOf(tokens, count);
            filled = Arrays.copyOf(filled, count);
            second = Arrays.copyOf(second, count);
            used = Arrays.copyOf(used, count);
            Arrays.fill(tokens, credit / count);
            base = count;
            left = new int[0];
        }
        if (first) Arrays.fill(tokens, share * burstSeconds);
        else if (count == before)
            for (int p = 0; p < tokens.length; p++) tokens[p] = Math.min(tokens[p], shareOf(p) * burstSeconds);
        Arrays.fill(filled, time);
        if (first) unused = tableRate;
    }

    /// The partition that keeps a key.
    ///
    /// @param hash well mixed
    int of(long hash) {
        int partition = base == 1 ? 0 : (int) Math.unsignedMultiplyHigh(hash, base);
        return left.length == 0 ? partition : part(partition, hash);
    }

    private int part(int partition, long hash) {
        long bits = hash;
        int part = partition;
        for (; left[part] > 0; bits >>>= 1) part = left[part] + (int) (bits & 1);
        return part;
    }

    /// Takes `cost` from a partition if it may; a refusal takes nothing.
    Refusal admit(int partition, long cost, long time) {
        return decide(partition, cost, time, true);
    }

    /// What [#admit] would say, without taking anything.
    Refusal check(int partition, long cost, long time) {
        return decide(partition, cost, time, false);
    }

    private Refusal decide(int partition, long cost, long time, boolean taking) {
        long spent = spentThisSecond(partition, time);
        if (spent > 0 && spent + cost > ceiling) {
            if (splitNanos > 0) heated(partition, time);
            return Refusal.KEY_RANGE;
        }
        if (credited && !pays(partition, cost, time, taking)) return Refusal.PROVISIONED;
        if (taking) used[partition] = spent + cost;
        return Refusal.NONE;
    }

    private boolean pays(int partition, long cost, long time, boolean taking) {
        double held = refilled(partition, time);
        boolean helping = adaptive && tokens.length > 1;
        if (helping) refillUnused(time);
        boolean own = held >= Math.min(cost, shareOf(partition) * burstSeconds) * WHOLE;
        if (!own && (!helping || unused < cost * WHOLE)) return false;
        if (!taking) return true;
        if (own) tokens[partition] = settled(held - cost);
        // Capacity that is owed by burst credit is not there for others; a second's worth is remembered.
        if (helping) unused = Math.max(-tableRate, settled(unused - cost));
        return true;
    }

    private static double settled(double level) {
        return Math.abs(level) < 1e-9 ? 0 : level;
    }

    private double refilled(int partition, long time) {
        if (time > filled[partition]) {
            double part = shareOf(partition);
            double gain = (time - filled[partition]) * (part / SECOND);
            tokens[partition] = Math.min(part * burstSeconds, tokens[partition] + gain);
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

    private double shareOf(int partition) {
        return left.length == 0 ? share : share * weight[partition];
    }

    /// Notes that a partition was asked for more than its ceiling, and splits it when that has gone on for long enough.
    private void heated(int partition, long time) {
        if (hotLast.length < tokens.length) {
            int known = hotLast.length;
            hotSince = Arrays.copyOf(hotSince, tokens.length);
            hotLast = Arrays.copyOf(hotLast, tokens.length);
            Arrays.fill(hotLast, known, tokens.length, -CALM - 1);
        }
        if (time - hotLast[partition] > CALM) hotSince[partition] = time;
        hotLast[partition] = time;
        if (time - hotSince[partition] >= splitNanos) split(partition, time);
    }

    private void split(int partition, long time) {
        if (left.length == 0) {
            weight = new double[tokens.length];
            Arrays.fill(weight, 1);
        }
        double half = weight[partition] / 2;
        if (half < SMALLEST) return;
        int first = tokens.length;
        double credit = refilled(partition, time) / 2;
        tokens = Arrays.copyOf(tokens, first + 2);
        filled = Arrays.copyOf(filled, first + 2);
        second = Arrays.copyOf(second, first + 2);
        used = Arrays.copyOf(used, first + 2);
        weight = Arrays.copyOf(weight, first + 2);
        left = Arrays.copyOf(left, first + 2);
        left[partition] = first;
        weight[partition] = 0;
        tokens[partition] = 0;
        for (int part = first; part < first + 2; part++) {
            tokens[part] = credit;
            filled[part] = time;
            second[part] = second[partition];
            used[part] = used[partition];
            weight[part] = half;
        }
        splits++;
    }
}
