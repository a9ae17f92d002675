package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Items behind partitions that admit reads and writes by capacity units.
///
/// @param capacity        provisioned or on demand
/// @param limits          ceilings of partitions and burst credit
/// @param sizeBytes       size of all items, for partitions and storage
/// @param readLatency     time of a single-item read
/// @param writeLatency    time of a single-item write
/// @param queryLatency    time of a query, scan or batch
/// @param transactLatency time of a transaction
/// @param stream          of changes, or null
public record Table(
        Capacity capacity,
        PartitionLimits limits,
        long sizeBytes,
        Distribution readLatency,
        Distribution writeLatency,
        Distribution queryLatency,
        Distribution transactLatency,
        @Nullable Stream stream)
        implements Archetype {

    /// A table without a stream.
    public Table(
            Capacity capacity,
            PartitionLimits limits,
            long sizeBytes,
            Distribution readLatency,
            Distribution writeLatency,
            Distribution queryLatency,
            Distribution transactLatency) {
        this(capacity, limits, sizeBytes, readLatency, writeLatency, queryLatency, transactLatency, null);
    }

    /// What is told of changes to those who want to know; costs nothing while nobody does.
    ///
    /// @param images         of the item in a record: 0 (keys only), 1, or 2 (before and after)
    /// @param keyBytes       size of a record without images
    /// @param retentionNanos life of a record
    /// @param reading        how consumers read
    public record Stream(int images, long keyBytes, long retentionNanos, PartitionedLog.Reading reading) {}

    public sealed interface Capacity {}

    /// @param readUnits  capacity per second
    /// @param writeUnits capacity per second
    /// @param readScaling  auto scaling of reads, or null
    /// @param writeScaling auto scaling of writes, or null
    public record Provisioned(
            double readUnits,
            double writeUnits,
            @Nullable Scaling readScaling,
            @Nullable Scaling writeScaling) implements Capacity {}

    /// @param initialReads  per second, before any peak
    /// @param initialWrites per second, before any peak
    /// @param quota         most of either per second
    /// @param maxReads      own ceiling, 0 for none
    /// @param maxWrites     own ceiling, 0 for none
    public record OnDemand(double initialReads, double initialWrites, double quota, double maxReads, double maxWrites)
            implements Capacity {}

    /// Target tracking: up after two minutes above target, down after fifteen below.
    ///
    /// @param min    least units
    /// @param max    most units
    /// @param target wanted utilisation, 0.2 to 0.9
    /// @param updateNanos time an update takes
    public record Scaling(double min, double max, double target, long updateNanos) {}

    /// @param readUnits    most of one partition per second
    /// @param writeUnits   most of one partition per second
    /// @param bytes        size of a full partition
    /// @param burstSeconds unused capacity that is kept
    /// @param adaptive     whether unused capacity of the table helps hot partitions
    public record PartitionLimits(
            double readUnits, double writeUnits, double bytes, double burstSeconds, boolean adaptive) {}
}
