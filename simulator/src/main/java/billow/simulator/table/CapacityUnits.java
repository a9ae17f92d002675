package billow.simulator.table;

import billow.model.archetype.TableOperation;

/// What table operations consume: reads in half read units, writes in write units, so that all are whole numbers.
///
/// A strongly consistent read takes one read unit for each 4 KB begun, an eventually consistent one half of that, a
/// transactional one twice. A write takes one write unit for each 1 KB begun of the larger of the old and the new
/// item, a transactional one two. Nothing takes less than for one byte, also what finds no item.
/// Source: DynamoDB developer guide, read and write capacity modes, 2023-02.
final class CapacityUnits {
    private static final long READ_BYTES = 4096;
    private static final long WRITE_BYTES = 1024;

    private CapacityUnits() {}

    /// Of one item that is read by itself or in a batch, or of everything a query or scan has evaluated; of a missing
    /// item, with 0 bytes.
    static long halfReadUnits(TableOperation operation, boolean strong, long bytes) {
        long blocks = begun(bytes, READ_BYTES);
        return switch (operation) {
            case TRANSACT_GET -> 4 * blocks;
            case GET, BATCH_GET, QUERY, SCAN -> strong ? 2 * blocks : blocks;
            case PUT, UPDATE, DELETE, BATCH_WRITE, TRANSACT_WRITE -> 0;
        };
    }

    /// Of one item, also when its condition fails.
    ///
    /// @param bytes the larger of old and new; 0 for no item
    static long writeUnits(TableOperation operation, long bytes) {
        long blocks = begun(bytes, WRITE_BYTES);
        return switch (operation) {
            case PUT, UPDATE, DELETE, BATCH_WRITE -> blocks;
            case TRANSACT_WRITE -> 2 * blocks;
            case GET, BATCH_GET, TRANSACT_GET, QUERY, SCAN -> 0;
        };
    }

    /// Of one item in half read units or write units, whichever the operation takes.
    static long units(TableOperation operation, boolean strong, long bytes) {
        return operation.reads() ? halfReadUnits(operation, strong, bytes) : writeUnits(operation, bytes);
    }

    /// Whether sizes are summed up before they are rounded; otherwise each item is rounded by itself.
    static boolean roundsSum(TableOperation operation) {
        return operation == TableOperation.QUERY || operation == TableOperation.SCAN;
    }

    private static long begun(long bytes, long block) {
        return Math.max(1, Math.ceilDiv(bytes, block));
    }
}
