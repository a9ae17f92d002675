package billow.simulator.table;

import billow.model.archetype.Counter;
import billow.model.archetype.Table;
import billow.model.archetype.Table.Index;
import billow.model.archetype.TableOperation;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Zipf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The global secondary indexes of a table. A write of the table takes units of each index it touches; when one of
/// them has none left, the write of the table is refused (back-pressure). Queries of an index take its own units.
///
/// Source: DynamoDB developer guide, global secondary indexes, 2023-02.
final class SecondaryIndexes {
    private static final int TOUCHED = 205;
    private static final int MOVED = 206;
    private static final int PARTITION_KEY = 207;

    private final List<Index> specs;
    private final long[] keys;
    private final @Nullable Zipf[] popularity;
    private final Throughput[] reads;
    private final Throughput[] writes;
    private final long[] units;
    private final long[] hashes;

    SecondaryIndexes(World world, String table, Table spec) {
        specs = spec.indexes();
        int count = specs.size();
        keys = new long[count];
        popularity = new Zipf[count];
        reads = new Throughput[count];
        writes = new Throughput[count];
        units = new long[count];
        hashes = new long[count];
        for (int i = 0; i < count; i++) {
            var index = specs.get(i);
            keys[i] = Key.mix(world.keyOf(table), Key.of(index.name()));
            popularity[i] = index.keys() > 0 ? new Zipf(index.keys(), index.skew()) : null;
            reads[i] = Throughput.of(index.capacity(), spec.limits(), true, world.window());
            writes[i] = Throughput.of(index.capacity(), spec.limits(), false, world.window());
        }
    }

    int count() {
        return specs.size();
    }

    /// Number of the index of this name, or -1.
    int find(@Nullable String name) {
        for (int i = 0; i < specs.size(); i++) if (specs.get(i).name().equals(name)) return i;
        return -1;
    }

    Throughput reads(int index) {
        return reads[index];
    }

    Throughput writes(int index) {
        return writes[index];
    }

    /// Takes half read units of an index, if it may.
    Refusal read(int index, long callKey, int rank, long halfUnits, long time) {
        return reads[index].admit(hash(index, callKey, rank, 0), halfUnits, time);
    }

    /// Whether all indexes have units for a write of the items `from` to `to`; [#take] takes them.
    Refusal check(OperationCost cost, long callKey, int rank, int from, int to, long time) {
        for (int i = 0; i < units.length; i++) {
            units[i] = units(i, cost, callKey, from, to);
            if (units[i] == 0) continue;
            hashes[i] = hash(i, callKey, rank, from);
            var refusal = writes[i].check(hashes[i], units[i], time);
            if (refusal != Refusal.NONE) return refusal;
        }
        return Refusal.NONE;
    }

    /// Takes what the last [#check] found to be there.
    void take(Recorder book, long time, boolean afterFailure) {
        for (int i = 0; i < units.length; i++) {
            if (units[i] == 0) continue;
            writes[i].admit(hashes[i], units[i], time);
            book.count(Counter.INDEX_WRITE_UNITS, units[i], time, afterFailure);
        }
    }

    private long units(int index, OperationCost cost, long callKey, int from, int to) {
        var spec = specs.get(index);
        long sum = 0;
        for (int item = from; item < to; item++) {
            long draw = Key.mix(Key.mix(callKey, keys[index]), item);
            if (spec.touched() < 1 && Key.uniform(Key.mix(draw, TOUCHED)) >= spec.touched()) continue;
            long bytes = spec.entryBytes() + (long) (spec.projected() * cost.bytes(callKey, item));
            long entry = CapacityUnits.writeUnits(TableOperation.PUT, bytes);
            boolean moved = cost.operation() != TableOperation.DELETE
                    && spec.keyChanges() > 0
                    && Key.uniform(Key.mix(draw, MOVED)) < spec.keyChanges();
            sum += moved ? 2 * entry : entry;
        }
        return sum;
    }

    private long hash(int index, long callKey, int rank, int item) {
        var law = popularity[index];
        if (law == null) return Key.mix(keys[index], item == 0 ? rank : Key.mix(rank, item));
        long draw = Key.mix(Key.mix(callKey, keys[index]), item);
        return Key.mix(keys[index], law.sample(Key.mix(draw, PARTITION_KEY)));
    }
}
