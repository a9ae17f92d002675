package billow.simulator.table;

import billow.model.archetype.Interaction;
import billow.model.archetype.TableOperation;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import org.jspecify.annotations.Nullable;

/// Which requests a table refuses because another is at work on the same item. A transaction that writes refuses
/// single writes of its items and other transactions while it lasts; reads in a transaction are refused by any write
/// in progress. There is none of it while nobody uses transactions.
///
/// Source: DynamoDB developer guide, transactions, transaction conflict handling, 2023-02.
final class ItemConflicts {
    private final ItemLocks transactions = new ItemLocks();
    private final @Nullable ItemLocks writes;

    private ItemConflicts(boolean reading) {
        writes = reading ? new ItemLocks() : null;
    }

    /// Null when no wire carries transactions.
    static @Nullable ItemConflicts of(World world) {
        boolean reading = asks(world, TableOperation.TRANSACT_GET);
        return reading || asks(world, TableOperation.TRANSACT_WRITE) ? new ItemConflicts(reading) : null;
    }

    private static boolean asks(World world, TableOperation operation) {
        return world.wires().stream()
                .anyMatch(w -> w.interaction() instanceof Interaction.Operate o && o.operation() == operation);
    }

    /// Rank of an item of a call: the first has that of the call, the others ranks that derive from it.
    static int itemRank(int rank, int item) {
        return item == 0 ? rank : (int) (Key.mix(rank, item) >>> 33);
    }

    /// Whether a request is refused; otherwise its items are held for `nanos`.
    boolean refuses(OperationCost cost, int rank, long nanos, long time) {
        int items = Math.min(cost.items(), OperationCost.DRAWN);
        return switch (cost.operation()) {
            case TRANSACT_WRITE -> {
                if (held(transactions, rank, items, time)) yield true;
                for (int i = 0; i < items; i++) transactions.hold(itemRank(rank, i), time + nanos + 1, time);
                yield false;
            }
            case TRANSACT_GET ->
                held(transactions, rank, items, time) || writes != null && held(writes, rank, items, time);
            case PUT, UPDATE, DELETE -> {
                if (transactions.held(rank, time)) yield true;
                writes(rank, nanos, time);
                yield false;
            }
            case GET, BATCH_GET, QUERY, SCAN, BATCH_WRITE -> false;
        };
    }

    /// A single write is in progress.
    void writes(int rank, long nanos, long time) {
        if (writes != null) writes.hold(rank, time + nanos + 1, time);
    }

    private static boolean held(ItemLocks locks, int rank, int items, long time) {
        for (int i = 0; i < items; i++) if (locks.held(itemRank(rank, i), time)) return true;
        return false;
    }
}
