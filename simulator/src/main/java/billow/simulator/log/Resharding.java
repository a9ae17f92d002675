package billow.simulator.log;

import billow.model.archetype.ScalingPolicy;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Scaler;

/// Changes of the number of shards at an alarm's request, within what UpdateShardCount allows: to twice as many or
/// half as many at once, ten times in 24 hours, one after the other.
/// Source: Kinesis Data Streams API reference, UpdateShardCount.
final class Resharding {
    private static final long DAY = 86_400_000_000_000L;
    private static final long UPDATE_NANOS =
            (long) Unit.SECOND.toCanonical(Limits.limit("kinesis.reshardTime").standard());
    private static final int FACTOR =
            (int) Limits.limit("kinesis.reshardFactor").standard();

    private final Scaler scaler = new Scaler();
    private final long[] begun =
            new long[(int) Limits.limit("kinesis.reshardsPerDay").standard()];
    private int updates;
    private long updated;

    /// @return the number wanted; the same when nothing is to be done, or nothing may be done
    int wanted(ScalingPolicy policy, int shards, double beyond, long time) {
        if (time < updated) return shards;
        if (updates >= begun.length && time - begun[updates % begun.length] < DAY) return shards;
        double wanted = Math.rint(scaler.wanted(policy, shards, beyond, time));
        return (int) Math.clamp(wanted, Math.ceilDiv(shards, FACTOR), (double) shards * FACTOR);
    }

    /// @return when the new shards will be there
    long begin(ScalingPolicy policy, int from, int to, long time) {
        begun[updates++ % begun.length] = time;
        updated = time + UPDATE_NANOS;
        scaler.changed(policy, from, to, time, updated);
        return updated;
    }
}
