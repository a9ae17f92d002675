package billow.model.archetype;

import billow.model.value.Distribution;

/// Keeps records in order, each in the shard of its key, until they are too old; consumers read along at their own
/// pace and take nothing away.
///
/// @param capacity       how many shards there are
/// @param shardBytes     most bytes written to a shard per second
/// @param shardRecords   most records written to a shard per second
/// @param retentionNanos life of a record
/// @param chunkBytes     records are billed by this size
/// @param recordBytes    largest record
/// @param reading        how consumers read
/// @param writeLatency   time of a put, seen by the producer
public record PartitionedLog(
        Capacity capacity,
        double shardBytes,
        double shardRecords,
        long retentionNanos,
        long chunkBytes,
        long recordBytes,
        Reading reading,
        Distribution writeLatency)
        implements Archetype {

    public sealed interface Capacity {}

    /// As many shards as are paid for.
    public record Shards(int shards) implements Capacity {}

    /// Shards are split when they have much to do.
    ///
    /// @param initialShards   at the beginning
    /// @param bytesPerSecond  written to a shard in a minute on average, above which it is split
    /// @param recordsPerSecond the same in records
    /// @param splitNanos      from then to the split
    /// @param maxShards       never more than this
    public record OnDemand(
            int initialShards, double bytesPerSecond, double recordsPerSecond, long splitNanos, int maxShards)
            implements Capacity {}

    /// How consumers read a shard.
    ///
    /// @param pollNanos      between two polls of a consumer that shares
    /// @param pollsPerSecond most polls of a shard by all consumers that share
    /// @param pollRecords    most records of one poll
    /// @param pollBytes      most bytes of one poll
    /// @param bytesPerSecond read from a shard by all consumers that share, and by each that is pushed to
    /// @param pollDelivery   from a poll to the consumer's start
    /// @param pushDelivery   from a write to the start of a consumer that is pushed to
    public record Reading(
            long pollNanos,
            double pollsPerSecond,
            int pollRecords,
            long pollBytes,
            double bytesPerSecond,
            Distribution pollDelivery,
            Distribution pushDelivery) {}
}
