package billow.simulator.table;

import billow.model.archetype.Counter;
import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.statistics.Gauge;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a table lets through: the capacity of the table and of its indexes, how it is spread over partitions, and how
/// it grows.
final class TableAdmission {
    /// Events of the table that belong here: the subject is the number of an index, or -1 for the table.
    static final int MINUTE_OVER = 0;

    static final int READS_UPDATED = 1;
    static final int WRITES_UPDATED = 2;
    private static final long MINUTE = OnDemandCapacity.MINUTE;

    private final World world;
    private final int node;
    private final long key;
    private final Table spec;
    private final Throughput reads;
    private final Throughput writes;
    private final @Nullable SecondaryIndexes indexes;
    private Recorder book;
    private long nextMinute = MINUTE;
    private boolean byIndex;
    private boolean afterFailure;

    TableAdmission(World world, int node, String id, Table spec) {
        this.world = world;
        this.node = node;
        this.key = world.keyOf(id);
        this.spec = spec;
        reads = Throughput.of(spec.capacity(), spec.limits(), true, world.window());
        writes = Throughput.of(spec.capacity(), spec.limits(), false, world.window());
        indexes = spec.indexes().isEmpty() ? null : new SecondaryIndexes(world, id, spec);
        book = new Recorder(world.window());
        spread(reads, writes, 0);
        for (int i = 0; indexes != null && i < indexes.count(); i++) spread(indexes.reads(i), indexes.writes(i), 0);
    }

    void begin() {
        book = world.recorder(node);
        boolean scales = reads.scales() || writes.scales();
        for (int i = 0; indexes != null && i < indexes.count(); i++)
            scales |= indexes.reads(i).scales() || indexes.writes(i).scales();
        if (scales) world.wakeAt(MINUTE, node, MINUTE_OVER, 0);
    }

    /// Number of the global index of this name, or -1.
    int index(@Nullable String name) {
        return indexes == null ? -1 : indexes.find(name);
    }

    int partitions() {
        return writes.partitions();
    }

    /// Whether what is admitted from now on would not be asked for had nothing failed before.
    void afterFailure(boolean value) {
        afterFailure = value;
    }

    /// Takes the units of a whole call, if it may.
    Refusal admit(OperationCost cost, long callKey, int rank, long units, long time) {
        return admit(cost, callKey, rank, units, 0, cost.written(), cost.sharded(Key.mix(key, rank), callKey), time);
    }

    /// Takes the units of one item of a batch, if it may.
    ///
    /// @param itemRank rank of the item itself
    Refusal admitItem(OperationCost cost, long callKey, int itemRank, int item, long time) {
        long units = cost.itemUnits(callKey, item);
        return admit(
                cost,
                callKey,
                itemRank,
                units,
                item,
                item + 1,
                cost.sharded(Key.mix(key, itemRank), Key.mix(callKey, item)),
                time);
    }

    /// Takes the units of one page of a query or scan, if it may. Pages of a scan come from other partitions each.
    Refusal admitPage(OperationCost cost, long callKey, int rank, int page, long time) {
        long hash = cost.sharded(Key.mix(key, rank), callKey);
        boolean elsewhere = page > 0 && cost.operation() == TableOperation.SCAN;
        long units = cost.pageUnits(callKey, page);
        return admit(cost, callKey, rank, units, 0, 0, elsewhere ? Key.mix(hash, page) : hash, time);
    }

    private Refusal admit(
            OperationCost cost, long callKey, int rank, long units, int from, int to, long hash, long time) {
        if (time >= nextMinute) minutesPassed(time);
        byIndex = false;
        boolean reading = cost.operation().reads();
        if (indexes != null) {
            if (!reading) return writeThrough(indexes, cost, callKey, rank, units, from, to, hash, time);
            if (cost.index() >= 0) return readIndex(indexes, cost.index(), callKey, rank, units, time);
        }
        var refusal = (reading ? reads : writes).admit(hash, units, time);
        if (refusal == Refusal.NONE)
            book.count(reading ? Counter.HALF_READ_UNITS : Counter.WRITE_UNITS, units, time, afterFailure);
        return refusal;
    }

    private Refusal readIndex(SecondaryIndexes indexes, int index, long callKey, int rank, long halfUnits, long time) {
        var refusal = indexes.read(index, callKey, rank, halfUnits, time);
        byIndex = refusal != Refusal.NONE;
        if (!byIndex) book.count(Counter.INDEX_HALF_READ_UNITS, halfUnits, time, afterFailure);
        return refusal;
    }

    private Refusal writeThrough(
            SecondaryIndexes indexes,
            OperationCost cost,
            long callKey,
            int rank,
            long units,
            int from,
            int to,
            long hash,
            long time) {
        var refusal = writes.check(hash, units, time);
        if (refusal != Refusal.NONE) return refusal;
        refusal = indexes.check(cost, callKey, rank, from, to, time);
        byIndex = refusal != Refusal.NONE;
        if (byIndex) return refusal;
        writes.admit(hash, units, time);
        book.count(Counter.WRITE_UNITS, units, time, afterFailure);
        indexes.take(book, time, afterFailure);
        return Refusal.NONE;
    }

    /// Whether it was an index that refused last.
    boolean refusedByIndex() {
        return byIndex;
    }

    /// Takes half read units that nobody waits for, as far as they are there.
    void readAside(int rank, long halfUnits, long time) {
        if (reads.admit(Key.mix(key, rank), halfUnits, time) == Refusal.NONE)
            book.count(Counter.HALF_READ_UNITS, halfUnits, time);
    }

    /// On demand, capacity grows with the load of past minutes; looked at when the next call comes.
    private void minutesPassed(long time) {
        nextMinute = (time / MINUTE + 1) * MINUTE;
        minutesPassed(reads, writes, time);
        for (int i = 0; indexes != null && i < indexes.count(); i++)
            minutesPassed(indexes.reads(i), indexes.writes(i), time);
    }

    private void minutesPassed(Throughput reading, Throughput writing, long time) {
        double before = reading.rate() + writing.rate();
        reading.minutesPassed(time);
        writing.minutesPassed(time);
        if (reading.rate() + writing.rate() != before) spread(reading, writing, time);
    }

    /// A minute is over, or an update has come through.
    void wake(int event, int subject, long time) {
        switch (event) {
            case READS_UPDATED -> update(reads(subject), subject, time);
            case WRITES_UPDATED -> update(writes(subject), subject, time);
            default -> {
                for (int i = -1; i < (indexes == null ? 0 : indexes.count()); i++) {
                    scale(reads(i), READS_UPDATED, i, time);
                    scale(writes(i), WRITES_UPDATED, i, time);
                }
                world.wakeAt(time + MINUTE, node, MINUTE_OVER, 0);
            }
        }
    }

    /// Lets an alarm scale reads or, unless it says so, writes.
    ///
    /// @return whether a change has begun
    boolean scale(ScalingPolicy policy, double beyond, long time) {
        int index = index(policy.index());
        if (index < 0 && policy.index() != null) return false;
        boolean reading = policy.dimension() == ScalingPolicy.Dimension.READS;
        if (!reading && policy.dimension() != null && policy.dimension() != ScalingPolicy.Dimension.WRITES)
            return false;
        var side = reading ? reads(index) : writes(index);
        long done = side.scale(policy, beyond, time);
        if (done > 0) world.wakeAt(done, node, reading ? READS_UPDATED : WRITES_UPDATED, index);
        return done > 0;
    }

    /// Provisioned units over time, when alarms or rules change them.
    void slices(Map<String, Slices> slices, long time) {
        boolean scaled = world.wires().stream().anyMatch(wire -> wire.to() == node && wire.kind() == LinkKind.SCALE);
        put(slices, "provisionedReadCapacityUnits", reads, scaled, time);
        put(slices, "provisionedWriteCapacityUnits", writes, scaled, time);
    }

    private static void put(Map<String, Slices> slices, String name, Throughput side, boolean scaled, long time) {
        var line = scaled || side.scales() ? side.line(time) : null;
        if (line != null) slices.put(name, line);
    }

    private Throughput reads(int index) {
        return indexes == null || index < 0 ? reads : indexes.reads(index);
    }

    private Throughput writes(int index) {
        return indexes == null || index < 0 ? writes : indexes.writes(index);
    }

    private void scale(Throughput side, int event, int index, long time) {
        if (side.scale(time)) world.wakeAt(time + side.updateNanos(), node, event, index);
    }

    private void update(Throughput side, int index, long time) {
        side.provision(time);
        spread(reads(index), writes(index), time);
    }

    /// As many partitions as capacity and size need; never fewer than before.
    private void spread(Throughput reading, Throughput writing, long time) {
        var limits = spec.limits();
        double byCapacity = reading.rate() / limits.readUnits() + writing.rate() / limits.writeUnits();
        double bySize = spec.sizeBytes() / limits.bytes();
        int needed = (int) StrictMath.ceil(Math.max(1, Math.max(byCapacity, bySize)));
        int count = Math.max(needed, reading.partitions());
        reading.spread(count, time);
        writing.spread(count, time);
    }

    void end(long time) {
        for (int i = -1; i < (indexes == null ? 0 : indexes.count()); i++) {
            close(reads(i).provisioned(), Counter.READ_CAPACITY_MILLIS, time);
            close(writes(i).provisioned(), Counter.WRITE_CAPACITY_MILLIS, time);
        }
    }

    private void close(Gauge provisioned, Counter counter, long time) {
        provisioned.close(time);
        // The end of the window does not belong to it; what was provided up to then does.
        book.count(
                counter,
                Math.round(provisioned.area() / 1e6),
                Math.max(world.window().from(), time - 1));
    }

    Gauge provisionedReads() {
        return reads.provisioned();
    }

    Gauge provisionedWrites() {
        return writes.provisioned();
    }

    /// Partitions of table and indexes that were split because they were hot.
    int splits() {
        int splits = 0;
        for (int i = -1; i < (indexes == null ? 0 : indexes.count()); i++)
            splits += reads(i).splits() + writes(i).splits();
        return splits;
    }
}
