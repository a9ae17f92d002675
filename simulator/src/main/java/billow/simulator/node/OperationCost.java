package billow.simulator.node;

import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.TableOperation;
import billow.model.value.Distribution;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;

/// What one link asks of a table: the units of each call, and whether its condition fails.
///
/// Single-item operations are about one item whatever the link says. Sizes are drawn item by item, up to
/// [#DRAWN] of them; the units of more items than that are scaled up from these.
final class OperationCost {
    /// Most items whose sizes are drawn one by one; a batch or transaction has no more.
    static final int DRAWN = 100;

    private static final int SIZE = 201;
    private static final int MISSING = 202;
    private static final int CONDITION = 203;

    private final TableOperation operation;
    private final boolean strong;
    private final int items;
    private final Sampler itemBytes;
    private final double missing;
    private final double conditionFails;
    private final long constant;

    OperationCost(Operate asked) {
        operation = asked.operation();
        strong = asked.strong();
        items = single(operation) ? 1 : asked.items();
        itemBytes = Sampler.of(asked.itemBytes());
        missing = operation.reads() ? asked.missing() : 0;
        conditionFails = conditional(operation) ? asked.conditionFails() : 0;
        boolean fixed = missing == 0 && asked.itemBytes() instanceof Distribution.Constant;
        constant = fixed ? drawn(0) : 0;
    }

    TableOperation operation() {
        return operation;
    }

    /// Half read units or write units of the call with this key.
    long units(long key) {
        return constant > 0 ? constant : drawn(key);
    }

    /// Whether the condition of the call with this key fails. It is charged all the same.
    boolean refuses(long key) {
        return conditionFails > 0 && Key.uniform(Key.mix(key, CONDITION)) < conditionFails;
    }

    private long drawn(long key) {
        int drawn = Math.min(items, DRAWN);
        return CapacityUnits.roundsSum(operation) ? ofSum(key, drawn) : ofEach(key, drawn);
    }

    private long ofSum(long key, int drawn) {
        if (misses(key, 0)) return CapacityUnits.units(operation, strong, 0);
        long bytes = 0;
        for (int i = 0; i < drawn; i++) bytes += bytes(key, i);
        return CapacityUnits.units(operation, strong, bytes * items / drawn);
    }

    private long ofEach(long key, int drawn) {
        long units = 0;
        for (int i = 0; i < drawn; i++)
            units += CapacityUnits.units(operation, strong, misses(key, i) ? 0 : bytes(key, i));
        return Math.ceilDiv(units * items, drawn);
    }

    /// Items that a write changes.
    int written() {
        return operation.reads() ? 0 : Math.min(items, DRAWN);
    }

    /// Size of an item of the call with this key.
    long bytes(long key, int item) {
        return (long) itemBytes.sample(Key.mix(key, SIZE, item));
    }

    private boolean misses(long key, int item) {
        return missing > 0 && Key.uniform(Key.mix(key, MISSING, item)) < missing;
    }

    private static boolean single(TableOperation operation) {
        return switch (operation) {
            case GET, PUT, UPDATE, DELETE -> true;
            case BATCH_GET, TRANSACT_GET, QUERY, SCAN, BATCH_WRITE, TRANSACT_WRITE -> false;
        };
    }

    private static boolean conditional(TableOperation operation) {
        return switch (operation) {
            case PUT, UPDATE, DELETE, TRANSACT_WRITE -> true;
            case GET, BATCH_GET, TRANSACT_GET, QUERY, SCAN, BATCH_WRITE -> false;
        };
    }
}
