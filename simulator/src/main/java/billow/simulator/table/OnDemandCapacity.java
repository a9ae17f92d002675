package billow.simulator.table;

import billow.model.archetype.Table.OnDemand;

/// What an on-demand table takes in a second, for reads or writes: twice its previous peak, at least what a new table
/// takes, at most the quota or its own ceiling.
///
/// A peak is the largest mean of a whole minute. It becomes the previous peak half an hour later, and is kept: within
/// half an hour, then, a table cannot more than double. Source: DynamoDB developer guide, on-demand capacity, 2025;
/// that linear ramps from 0 to 40 000 writes in 60 to 150 minutes are throttled was measured in 2019.
final class OnDemandCapacity {
    static final long MINUTE = 60_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int MEMORY = 30;

    private final double initial;
    private final double most;
    private final double ceiling;
    private final double[] minutes = new double[MEMORY];
    private double previousPeak;
    private long minute;
    private long inMinute;
    private long second;
    private long inSecond;
    private long allowed;

    /// @param reads   whether reads are meant, else writes
    /// @param perUnit how many of the counted units make one of the spec
    OnDemandCapacity(OnDemand spec, boolean reads, int perUnit) {
        double own = reads ? spec.maxReads() : spec.maxWrites();
        initial = perUnit * (reads ? spec.initialReads() : spec.initialWrites());
        most = perUnit * spec.quota();
        ceiling = own > 0 ? perUnit * own : Double.POSITIVE_INFINITY;
        allowed = (long) Math.min(ceiling, warm());
    }

    /// What the table's partitions can take in a second, its own ceiling aside.
    double warm() {
        return Math.max(initial, Math.min(most, 2 * previousPeak));
    }

    /// Whether the table as a whole may take `units`; a request larger than a second's worth goes alone.
    boolean allows(long units, long time) {
        long now = time / SECOND;
        if (now > second) {
            boolean paid = now - second > inSecond / Math.max(1, allowed);
            inSecond = paid ? 0 : inSecond - (now - second) * allowed;
            second = now;
        }
        return inSecond == 0 || inSecond + units <= allowed;
    }

    /// Why [#allows] says no: its own ceiling, or what its partitions can take.
    Refusal reason() {
        return ceiling <= warm() ? Refusal.MAX_ON_DEMAND : Refusal.KEY_RANGE;
    }

    /// Counts units that were taken, after [#allows] and [#minutesPassed] for the same time.
    void take(long units) {
        inSecond += units;
        inMinute += units;
    }

    /// Accounts for the minutes that have ended by `time`.
    void minutesPassed(long time) {
        long now = time / MINUTE;
        for (long i = Math.min(now - minute, MEMORY + 1); i > 0; i--) {
            int slot = (int) ((now - i) % MEMORY);
            previousPeak = Math.max(previousPeak, minutes[slot]);
            minutes[slot] = inMinute / 60.0;
            inMinute = 0;
        }
        minute = now;
        allowed = (long) Math.min(ceiling, warm());
    }
}
