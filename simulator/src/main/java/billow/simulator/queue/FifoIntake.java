package billow.simulator.queue;

import billow.model.archetype.MessageGroups.Fifo;
import billow.simulator.flow.TokenBucket;
import billow.simulator.random.Key;
import java.util.Arrays;

/// What a FIFO queue takes in: so many API calls a second for the whole queue and for each partition of its groups,
/// and a message that repeats another only once within the deduplication interval.
final class FifoIntake {
    private static final int REPEATED = 309;
    private static final int PARTITION = 310;

    private final Fifo spec;
    private final TokenBucket sends;
    private final TokenBucket[] partitions;
    private final long[] lastKept;

    /// @param wires links there are
    FifoIntake(Fifo spec, int wires) {
        this.spec = spec;
        sends = new TokenBucket(spec.sendsPerSecond(), spec.sendsPerSecond());
        partitions = new TokenBucket[spec.partitions()];
        for (int p = 0; p < partitions.length; p++)
            partitions[p] = new TokenBucket(spec.partitionSends(), spec.partitionSends());
        lastKept = new long[wires];
        Arrays.fill(lastKept, Long.MIN_VALUE / 2);
    }

    /// Whether an API call may send.
    ///
    /// @param group of its first message
    boolean admits(int group, long time) {
        int partition = Math.floorMod((int) (Key.mix(PARTITION, group) >>> 33), partitions.length);
        if (partitions[partition].level(time) < 1 - 1e-12 || !sends.take(1, time)) return false;
        return partitions[partition].take(1, time);
    }

    /// Whether a message repeats the one before on its link, which was kept not long ago.
    ///
    /// @param repeated share of messages that do
    /// @param key      of the message
    boolean repeats(int wire, double repeated, long key, long time) {
        boolean again = repeated > 0 && Key.uniform(Key.mix(key, REPEATED)) < repeated;
        if (again && time - lastKept[wire] < spec.deduplicationNanos()) return true;
        lastKept[wire] = time;
        return false;
    }
}
