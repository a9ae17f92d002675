package billow.simulator.table;

import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.TableOperation;
import billow.model.quota.Limits;
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
    private static final int SHARD = 212;
    private static final long PAGE = (long) Limits.limit("dynamodb.pageSize").standard() << 20;
    private static final long LARGEST = (long) Limits.limit("dynamodb.itemSize").maximum();
    private static final long TRANSACTION =
            (long) Limits.limit("dynamodb.transactionBytes").standard() << 20;
    private static final long BATCH = (long) Limits.limit("dynamodb.batchBytes").standard() << 20;

    private final TableOperation operation;
    private final boolean strong;
    private final int items;
    private final int index;
    private final int keyShards;
    private final int copies;
    private final Sampler itemBytes;
    private final boolean itemsMayBeTooLarge;
    private final boolean sumMayBeTooLarge;
    private final long largestSum;
    private final double missing;
    private final double conditionFails;
    private final double returned;
    private final long constant;
    private final int constantPages;

    OperationCost(Operate asked) {
        this(asked, -1, 0);
    }

    /// @param index        number of the global index it reads, or -1
    /// @param localIndexes which are written each time too
    OperationCost(Operate asked, int index, int localIndexes) {
        operation = asked.operation();
        strong = asked.strong() && index < 0;
        items = single(operation) ? 1 : asked.items();
        this.index = index;
        keyShards = asked.keyShards();
        copies = operation.reads() ? 1 : 1 + localIndexes;
        itemBytes = Sampler.of(asked.itemBytes());
        double largest = asked.itemBytes().quantile(1);
        itemsMayBeTooLarge = !operation.reads() && largest > LARGEST;
        largestSum = largestSum(operation);
        sumMayBeTooLarge = items * largest > largestSum;
        missing = operation.reads() ? asked.missing() : 0;
        conditionFails = conditional(operation) ? asked.conditionFails() : 0;
        returned = asked.returned();
        boolean fixed = missing == 0 && asked.itemBytes() instanceof Distribution.Constant;
        constant = fixed ? drawn(0) : 0;
        constantPages = fixed ? drawnPages(0) : 0;
    }

    TableOperation operation() {
        return operation;
    }

    /// Whether it is a strongly consistent read.
    boolean strong() {
        return strong;
    }

    /// The hash of the key it asks for, or of the one of its shards that is drawn.
    long sharded(long hash, long key) {
        return keyShards == 1 ? hash : Key.mix(hash, (long) (Key.uniform(Key.mix(key, SHARD)) * keyShards));
    }

    /// Number of the global index it reads, or -1.
    int index() {
        return index;
    }

    /// Half read units or write units of the call with this key.
    long units(long key) {
        return constant > 0 ? constant : drawn(key);
    }

    /// Whether the condition of the call with this key fails. It is charged all the same.
    boolean refuses(long key) {
        return conditionFails > 0 && Key.uniform(Key.mix(key, CONDITION)) < conditionFails;
    }

    /// Whether an item to be written is larger than items may be, or a transaction or written batch than those may be:
    /// the request is not valid.
    boolean tooLarge(long key) {
        int drawn = Math.min(items, DRAWN);
        if (itemsMayBeTooLarge) for (int i = 0; i < drawn; i++) if (bytes(key, i) > LARGEST) return true;
        if (!sumMayBeTooLarge || operation == TableOperation.BATCH_GET) return false;
        long sum = 0;
        for (int i = 0; i < drawn; i++) sum += misses(key, i) ? 0 : bytes(key, i);
        return sum * items / drawn > largestSum;
    }

    /// Whether an answer is full before this item, with so many bytes in it.
    boolean isFull(long key, int item, long bytes) {
        return sumMayBeTooLarge && bytes > 0 && bytes + answered(key, item) > largestSum;
    }

    /// Bytes of an item in an answer.
    long answered(long key, int item) {
        return misses(key, item) ? 0 : bytes(key, item);
    }

    private static long largestSum(TableOperation operation) {
        return switch (operation) {
            case BATCH_GET, BATCH_WRITE -> BATCH;
            case TRANSACT_GET, TRANSACT_WRITE -> TRANSACTION;
            case GET, QUERY, SCAN, PUT, UPDATE, DELETE -> Long.MAX_VALUE;
        };
    }

    /// Whether what it writes may be new items.
    boolean puts() {
        return operation() != TableOperation.UPDATE && operation() != TableOperation.DELETE;
    }

    /// Whether each item succeeds or fails by itself.
    boolean itemByItem() {
        return (operation == TableOperation.BATCH_GET || operation == TableOperation.BATCH_WRITE)
                && items > 1
                && items <= DRAWN;
    }

    /// Pages that the call with this key reads one after the other; 1 for anything but large queries and scans.
    int pages(long key) {
        if (!CapacityUnits.roundsSum(operation)) return 1;
        return constantPages > 0 ? constantPages : drawnPages(key);
    }

    /// Half read units of one page.
    long pageUnits(long key, int page) {
        return CapacityUnits.units(operation, strong, Math.min(PAGE, evaluated(key) - page * PAGE));
    }

    /// Half read units or write units of one item of a batch.
    long itemUnits(long key, int item) {
        return copies * CapacityUnits.units(operation, strong, misses(key, item) ? 0 : bytes(key, item));
    }

    /// Items that a query or scan returns, those that its filter drops aside.
    long returned(long key) {
        return misses(key, 0) ? 0 : Math.round(items * returned);
    }

    private int drawnPages(long key) {
        return misses(key, 0) ? 1 : (int) Math.max(1, Math.ceilDiv(evaluated(key), PAGE));
    }

    private long drawn(long key) {
        int drawn = Math.min(items, DRAWN);
        return copies * (CapacityUnits.roundsSum(operation) ? ofSum(key) : ofEach(key, drawn));
    }

    private long ofSum(long key) {
        return CapacityUnits.units(operation, strong, misses(key, 0) ? 0 : evaluated(key));
    }

    /// Bytes of all items that a query or scan looks at.
    private long evaluated(long key) {
        int drawn = Math.min(items, DRAWN);
        long bytes = 0;
        for (int i = 0; i < drawn; i++) bytes += bytes(key, i);
        return bytes * items / drawn;
    }

    private long ofEach(long key, int drawn) {
        long units = 0;
        for (int i = 0; i < drawn; i++)
            units += CapacityUnits.units(operation, strong, misses(key, i) ? 0 : bytes(key, i));
        return Math.ceilDiv(units * items, drawn);
    }

    /// Items it is about.
    int items() {
        return items;
    }

    /// Items that a write changes.
    int written() {
        return operation.reads() ? 0 : Math.min(items, DRAWN);
    }

    /// Size of an item of the call with this key.
    long bytes(long key, int item) {
        return (long) itemBytes.sample(Key.mix(key, SIZE, item));
    }

    /// Size of what a cache keeps of an item: something also when it is missing.
    long kept(long key, int item) {
        return misses(key, item) ? 100 : Math.max(1, bytes(key, item));
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
