package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.log.RecordLog;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Gauge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A table: each operation costs capacity units ([CapacityUnits]) of the partition that keeps its key ([Partitions]),
/// within what the billing mode provides ([AutoScaling], [OnDemandCapacity]). What exceeds that is refused and costs
/// nothing; everything else is answered after a time of its own, however busy the table is.
public final class TableActor implements Actor {
    private static final int MINUTE_OVER = 0;
    private static final int READS_UPDATED = 1;
    private static final int WRITES_UPDATED = 2;
    private static final int STREAM = 8;
    private static final long MINUTE = OnDemandCapacity.MINUTE;
    private static final int LATENCY = 204;

    private final World world;
    private final Calls calls;
    private final int node;
    private final long key;
    private final Table spec;
    private final @Nullable OperationCost[] costs;
    private final Sampler[] latencies = new Sampler[TableOperation.values().length];
    private final Throughput reads;
    private final Throughput writes;
    private final @Nullable RecordLog stream;
    private Recorder book;
    private final Slices throttled;
    private long nextMinute = MINUTE;
    private long readThrottles;
    private long writeThrottles;
    private long conditionsFailed;
    private long successes;
    private long successNanos;
    private long streamRecords;

    /// @param node number of this node
    /// @param id   id of this node, from which its hash of keys derives
    /// @param outgoing its wires to functions that read its stream, and to where they report what they give up
    public TableActor(World world, int node, String id, Table spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.key = world.keyOf(id);
        this.spec = spec;
        costs = new OperationCost[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Interaction.Operate asked)
                costs[wire.index()] = new OperationCost(asked);
        for (var operation : TableOperation.values())
            latencies[operation.ordinal()] = Sampler.of(
                    switch (operation) {
                        case GET -> spec.readLatency();
                        case PUT, UPDATE, DELETE -> spec.writeLatency();
                        case BATCH_GET, QUERY, SCAN, BATCH_WRITE -> spec.queryLatency();
                        case TRANSACT_GET, TRANSACT_WRITE -> spec.transactLatency();
                    });
        reads = Throughput.of(spec, true, world.window());
        writes = Throughput.of(spec, false, world.window());
        book = new Recorder(world.window());
        throttled = new Slices(world.window().to());
        spread(0);
        var log = spec.stream();
        boolean read = outgoing.stream().anyMatch(wire -> wire.interaction() instanceof Interaction.Read);
        stream = log == null || !read
                ? null
                : new RecordLog(
                        world, node, id, log.reading(), log.retentionNanos(), writes.partitions(), outgoing, STREAM);
    }

    /// A table whose stream nobody reads.
    TableActor(World world, int node, String id, Table spec) {
        this(world, node, id, spec, List.of());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
        if (stream != null) stream.begin();
        if (reads.scales() || writes.scales()) world.wakeAt(MINUTE, node, MINUTE_OVER, 0);
    }

    @Override
    public void arrive(int call, long time) {
        if (time >= nextMinute) minutesPassed(time);
        OperationCost cost = cost(call);
        long callKey = calls.key(call);
        long units = cost.units(callKey);
        boolean reading = cost.operation().reads();
        Throughput side = reading ? reads : writes;
        if (!side.admit(Key.mix(key, calls.rank(call)), units, time)) {
            throttle(call, reading, time);
            return;
        }
        book.count(reading ? Counter.HALF_READ_UNITS : Counter.WRITE_UNITS, units, time, calls.afterFailure(call));
        boolean refused = cost.refuses(callKey);
        long nanos = latencies[cost.operation().ordinal()].nanos(Key.mix(callKey, LATENCY));
        if (book.counts(time)) {
            if (refused) conditionsFailed++;
            else {
                successes++;
                successNanos += nanos;
            }
        }
        if (stream != null && !reading && !refused) record(stream, cost, call, time);
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, refused ? Outcome.CLIENT_ERROR : Outcome.OK, Math.addExact(time, nanos));
    }

    /// One record for each item that was written.
    private void record(RecordLog log, OperationCost cost, int call, long time) {
        var view = spec.stream();
        if (view == null) return;
        for (int i = 0; i < cost.written(); i++) {
            long size = view.keyBytes() + view.images() * cost.bytes(calls.key(call), i);
            int rank = i == 0 ? calls.rank(call) : (int) (Key.mix(calls.rank(call), i) >>> 33);
            log.append(
                    log.shardOf(rank), rank, (int) Math.min(Integer.MAX_VALUE, size), changed(calls.data(call)), time);
        }
        if (book.counts(time)) streamRecords += cost.written();
    }

    /// A change as consumers see it: what the writer was told is taken for the item.
    private static @Nullable JsonNode changed(@Nullable JsonNode item) {
        if (item == null) return null;
        var nodes = JsonNodeFactory.instance;
        return nodes.objectNode().set("dynamodb", nodes.objectNode().set("NewImage", item));
    }

    /// A refusal takes as long as the shortest answer.
    private void throttle(int call, boolean reading, long time) {
        throttled.add(time, 1);
        if (book.counts(time)) {
            if (reading) readThrottles++;
            else writeThrottles++;
        }
        long nanos = latencies[TableOperation.GET.ordinal()].nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, Outcome.THROTTLED, Math.addExact(time, nanos));
    }

    private OperationCost cost(int call) {
        int wire = calls.wire(call);
        OperationCost cost = wire < 0 ? null : costs[wire];
        if (cost == null) throw new IllegalStateException("A table takes operations only.");
        return cost;
    }

    /// On demand, capacity grows with the load of past minutes; looked at when the next call comes.
    private void minutesPassed(long time) {
        nextMinute = (time / MINUTE + 1) * MINUTE;
        double before = reads.rate() + writes.rate();
        reads.minutesPassed(time);
        writes.minutesPassed(time);
        if (reads.rate() + writes.rate() != before) spread(time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case READS_UPDATED -> update(reads, subject, time);
            case WRITES_UPDATED -> update(writes, subject, time);
            case MINUTE_OVER -> {
                scale(reads, READS_UPDATED, time);
                scale(writes, WRITES_UPDATED, time);
                world.wakeAt(time + MINUTE, node, MINUTE_OVER, 0);
            }
            default -> {
                if (stream != null) stream.wake(event, subject, time);
            }
        }
    }

    private void scale(Throughput side, int event, long time) {
        int units = (int) side.scale(time);
        if (units > 0) world.wakeAt(time + side.updateNanos(), node, event, units);
    }

    private void update(Throughput side, int units, long time) {
        side.provision(units, time);
        spread(time);
    }

    /// As many partitions as capacity and size need; never fewer than before.
    private void spread(long time) {
        var limits = spec.limits();
        double byCapacity = reads.rate() / limits.readUnits() + writes.rate() / limits.writeUnits();
        double bySize = spec.sizeBytes() / limits.bytes();
        int needed = (int) StrictMath.ceil(Math.max(1, Math.max(byCapacity, bySize)));
        int count = Math.max(needed, reads.partitions());
        reads.spread(count, time);
        writes.spread(count, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        if (stream == null) throw new IllegalStateException("A table without a stream calls nobody.");
        stream.answered(call, child, time);
    }

    @Override
    public void end(long time) {
        close(reads.provisioned(), Counter.READ_CAPACITY_MILLIS, time);
        close(writes.provisioned(), Counter.WRITE_CAPACITY_MILLIS, time);
        if (stream != null) stream.end();
    }

    private void close(Gauge provisioned, Counter counter, long time) {
        provisioned.close(time);
        // The end of the window does not belong to it; what was provided up to then does.
        book.count(
                counter,
                Math.round(provisioned.area() / 1e6),
                Math.max(world.window().from(), time - 1));
    }

    @Override
    public Map<String, Slices> slices() {
        return stream == null
                ? Map.of("throttled", throttled)
                : Map.of("throttled", throttled, "iteratorAgeMilliseconds", stream.ages());
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        long halfReads = book.counter(Counter.HALF_READ_UNITS);
        measures.put("consumedReadCapacityUnits", new Measure.Count(Math.ceilDiv(halfReads, 2)));
        measures.put("consumedWriteCapacityUnits", new Measure.Count(book.counter(Counter.WRITE_UNITS)));
        measures.put("readThrottleEvents", new Measure.Count(readThrottles));
        measures.put("writeThrottleEvents", new Measure.Count(writeThrottles));
        measures.put("provisionedReadCapacityUnits", level(reads.provisioned()));
        measures.put("provisionedWriteCapacityUnits", level(writes.provisioned()));
        measures.put("conditionalCheckFailedRequests", new Measure.Count(conditionsFailed));
        measures.put("successfulRequestLatency", new Measure.Mean(successNanos / 1e6, successes));
        measures.put("streamRecords", new Measure.Count(streamRecords));
        measures.put("iteratorAgeMilliseconds", stream == null ? new Measure.Level(Double.NaN, 0) : stream.age());
        if (stream != null) stream.measures(measures);
        return measures;
    }

    private static Measure level(Gauge gauge) {
        return new Measure.Level(gauge.mean(), gauge.max(), gauge.level());
    }
}
