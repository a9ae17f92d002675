package billow.simulator.table;

import billow.model.archetype.Counter;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.World;
import billow.simulator.statistics.Gauge;
import java.util.Map;

/// What a table reports beside outcomes and times.
final class TableBook {
    private static final int KINDS = Refusal.values().length;

    private final World world;
    private final int node;
    private final Slices throttled;
    private final long[] readThrottles = new long[KINDS];
    private final long[] writeThrottles = new long[KINDS];
    private Recorder book;
    private long indexReadThrottles;
    private long indexWriteThrottles;
    private long conditionsFailed;
    private long conflicts;
    private long unprocessed;
    private long userErrors;
    private long returned;
    private long successes;
    private long successNanos;
    private long streamRecords;
    private long replicated;
    private long replicationNanos;

    TableBook(World world, int node) {
        this.world = world;
        this.node = node;
        throttled = new Slices(world.window().to());
        book = new Recorder(world.window());
    }

    void begin() {
        book = world.recorder(node);
    }

    Slices throttled() {
        return throttled;
    }

    /// A request, an item of a batch or a page was refused.
    void throttled(boolean reading, Refusal refusal, boolean byIndex, long time) {
        throttled.add(time, 1);
        if (!book.counts(time)) return;
        if (byIndex && reading) indexReadThrottles++;
        else if (byIndex) indexWriteThrottles++;
        (reading ? readThrottles : writeThrottles)[refusal.ordinal()]++;
    }

    /// An answer; one that was refused for its condition is none.
    void answered(boolean refused, long nanos, long time) {
        if (!book.counts(time)) return;
        if (refused) {
            conditionsFailed++;
        } else {
            successes++;
            successNanos += nanos;
        }
    }

    void conflict(int items, long time) {
        if (book.counts(time)) conflicts += items;
    }

    void unprocessed(int items, long time) {
        if (book.counts(time)) unprocessed += items;
    }

    void userError(long time) {
        if (book.counts(time)) userErrors++;
    }

    void returned(long items, long time) {
        if (book.counts(time)) returned += items;
    }

    void recorded(int items, long time) {
        if (book.counts(time)) streamRecords += items;
    }

    /// A write that replicas take, too.
    void replicated(int replicas, long units, long nanos, long time) {
        book.count(Counter.REPLICATED_WRITE_UNITS, replicas * units, time);
        if (!book.counts(time)) return;
        replicated++;
        replicationNanos += nanos;
    }

    void measures(Map<String, Measure> measures, TableAdmission admission) {
        count(measures, "consumedReadCapacityUnits", Math.ceilDiv(book.counter(Counter.HALF_READ_UNITS), 2));
        count(measures, "consumedWriteCapacityUnits", book.counter(Counter.WRITE_UNITS));
        count(measures, "readThrottleEvents", sum(readThrottles));
        count(measures, "writeThrottleEvents", sum(writeThrottles));
        measures.put("provisionedReadCapacityUnits", level(admission.provisionedReads()));
        measures.put("provisionedWriteCapacityUnits", level(admission.provisionedWrites()));
        count(measures, "conditionalCheckFailedRequests", conditionsFailed);
        measures.put("successfulRequestLatency", new Measure.Mean(successNanos / 1e6, successes));
        count(measures, "streamRecords", streamRecords);
        long indexReads = book.counter(Counter.INDEX_HALF_READ_UNITS);
        count(measures, "indexConsumedReadCapacityUnits", Math.ceilDiv(indexReads, 2));
        count(measures, "indexConsumedWriteCapacityUnits", book.counter(Counter.INDEX_WRITE_UNITS));
        count(measures, "indexReadThrottleEvents", indexReadThrottles);
        count(measures, "indexWriteThrottleEvents", indexWriteThrottles);
        reasons(measures, "read", readThrottles);
        reasons(measures, "write", writeThrottles);
        count(measures, "partitionSplits", admission.splits());
        count(measures, "transactionConflict", conflicts);
        count(measures, "unprocessedItems", unprocessed);
        count(measures, "userErrors", userErrors);
        count(measures, "returnedItemCount", returned);
        measures.put("replicationLatency", new Measure.Mean(replicationNanos / 1e6, replicated));
    }

    private static void reasons(Map<String, Measure> measures, String side, long[] counts) {
        count(measures, side + "ProvisionedThroughputThrottleEvents", counts[Refusal.PROVISIONED.ordinal()]);
        count(measures, side + "KeyRangeThroughputThrottleEvents", counts[Refusal.KEY_RANGE.ordinal()]);
        count(measures, side + "MaxOnDemandThroughputThrottleEvents", counts[Refusal.MAX_ON_DEMAND.ordinal()]);
    }

    private static void count(Map<String, Measure> measures, String name, long value) {
        measures.put(name, new Measure.Count(value));
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) sum += count;
        return sum;
    }

    static Measure level(Gauge gauge) {
        return new Measure.Level(gauge.mean(), gauge.max(), gauge.level());
    }
}
