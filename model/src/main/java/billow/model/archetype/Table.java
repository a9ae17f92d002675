package billow.model.archetype;

import billow.model.value.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items behind partitions that admit reads and writes by capacity units.
///
/// @param capacity        provisioned or on demand
/// @param limits          ceilings of partitions and burst credit
/// @param sizeBytes       size of all items at the beginning, for partitions and storage
/// @param readLatency     time of a single-item read
/// @param writeLatency    time of a single-item write
/// @param queryLatency    time of a page of a query or scan, or of a batch
/// @param transactLatency time of a transaction
/// @param stream          of changes, or null
/// @param indexes         global secondary indexes
/// @param localIndexes    local secondary indexes, which are written out of the table's capacity
/// @param keeping         what becomes of items that were written
public record Table(
        Capacity capacity,
        PartitionLimits limits,
        long sizeBytes,
        Distribution readLatency,
        Distribution writeLatency,
        Distribution queryLatency,
        Distribution transactLatency,
        @Nullable Stream stream,
        List<Index> indexes,
        int localIndexes,
        Keeping keeping)
        implements Archetype {

    public Table {
        indexes = List.copyOf(indexes);
    }

    /// A table without a stream and without indexes.
    public Table(
            Capacity capacity,
            PartitionLimits limits,
            long sizeBytes,
            Distribution readLatency,
            Distribution writeLatency,
            Distribution queryLatency,
            Distribution transactLatency) {
        this(
                capacity,
                limits,
                sizeBytes,
                readLatency,
                writeLatency,
                queryLatency,
                transactLatency,
                null,
                List.of(),
                0,
                Keeping.FOREVER);
    }

    /// What is told of changes to those who want to know; costs nothing while nobody does.
    ///
    /// @param images         of the item in a record: 0 (keys only), 1, or 2 (before and after)
    /// @param keyBytes       size of a record without images
    /// @param retentionNanos life of a record
    /// @param reading        how consumers read
    public record Stream(int images, long keyBytes, long retentionNanos, PartitionedLog.Reading reading) {}

    /// A global secondary index: a table of its own that follows the writes of this one.
    ///
    /// @param name         as queries call it
    /// @param capacity     of its own
    /// @param touched      share of writes that change an entry of it
    /// @param keyChanges   share of those that move an entry: one delete and one put
    /// @param entryBytes   size of the keys in an entry
    /// @param projected    share of the item's size that is in an entry beside the keys; 1 for all of the item
    /// @param keys         partition keys of the index; 0 when each item has its own
    /// @param skew         popularity of those keys: the k-th in proportion to k^-skew
    public record Index(
            String name,
            Capacity capacity,
            double touched,
            double keyChanges,
            long entryBytes,
            double projected,
            long keys,
            double skew) {}

    /// What becomes of items that were written.
    ///
    /// @param newItems     share of puts that add an item; the others replace one
    /// @param lifeNanos    after which an item is deleted, free of charge; 0 for never
    /// @param replicas     copies of the table in other regions
    /// @param replication  time until a write is in the replicas
    public record Keeping(double newItems, long lifeNanos, int replicas, Distribution replication) {
        public static final Keeping FOREVER = new Keeping(0, 0, 0, new Distribution.Constant(0));
    }

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
    /// @param splitNanos   after which a partition that is hot all the time is split; 0 for never
    public record PartitionLimits(
            double readUnits, double writeUnits, double bytes, double burstSeconds, boolean adaptive, long splitNanos) {
        /// Partitions that are never split for heat.
        public PartitionLimits(
                double readUnits, double writeUnits, double bytes, double burstSeconds, boolean adaptive) {
            this(readUnits, writeUnits, bytes, burstSeconds, adaptive, 0);
        }
    }
}
