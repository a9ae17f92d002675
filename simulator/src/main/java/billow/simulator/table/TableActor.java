package billow.simulator.table;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Scalable;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.BatchSource;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.LatencyHistogram;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table: each operation costs capacity units ([CapacityUnits]) of the partition that keeps its key ([Partitions]),
/// within what the billing mode provides ([AutoScaling], [OnDemandCapacity]), and writes those of the indexes they
/// touch ([SecondaryIndexes]). What exceeds that is refused and costs nothing; everything else is answered after a
/// time of its own, however busy the table is.
///
/// Batches are admitted item by item, large queries and scans page by page. What was refused of a batch, or a later
/// page, is sent again after the pauses of the caller's SDK, within the same call; it is given up after as many
/// attempts as the caller makes.
public final class TableActor implements Actor, BatchSource, Scalable {
    private static final int RESUME = 3;
    private static final int EXPIRED = 4;
    private static final int STREAM = 8;
    private static final int LATENCY = 204;
    private static final int REPLICATION = 209;
    private static final int AGAIN = 210;

    /* Columns of a call in parts: of a batch [OpenItems], of pages the next in a; attempt counts those of the rest. */
    private final World world;
    private final Calls calls;
    private final int node;
    private final Table spec;
    private final @Nullable OperationCost[] costs;
    private final Sampler[] latencies = new Sampler[TableOperation.values().length];
    private final Sampler replication;
    private final TableAdmission admission;
    private final TableBook tallies;
    private final @Nullable ItemConflicts conflicts;
    private final TableGrowth growth;
    private final @Nullable TableStream stream;
    private Recorder book;

    /// @param node number of this node
    /// @param id   id of this node, from which its hash of keys derives
    /// @param outgoing its wires to functions that read its stream, and to where they report what they give up
    public TableActor(World world, int node, String id, Table spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        admission = new TableAdmission(world, node, id, spec);
        costs = costs(world, spec, admission);
        for (var operation : TableOperation.values())
            latencies[operation.ordinal()] = Sampler.of(
                    switch (operation) {
                        case GET -> spec.readLatency();
                        case PUT, UPDATE, DELETE -> spec.writeLatency();
                        case BATCH_GET, QUERY, SCAN, BATCH_WRITE -> spec.queryLatency();
                        case TRANSACT_GET, TRANSACT_WRITE -> spec.transactLatency();
                    });
        replication = Sampler.of(spec.keeping().replication());
        tallies = new TableBook(world, node);
        conflicts = ItemConflicts.of(world);
        growth = new TableGrowth(world, node, EXPIRED, spec.keeping(), spec.sizeBytes());
        book = new Recorder(world.window());
        stream = TableStream.of(world, node, id, spec, admission.partitions(), outgoing, STREAM);
    }

    /// A table whose stream nobody reads.
    TableActor(World world, int node, String id, Table spec) {
        this(world, node, id, spec, List.of());
    }

    /// Of all wires that may ask it for something, by themselves or through a cache.
    private static @Nullable OperationCost[] costs(World world, Table spec, TableAdmission admission) {
        var costs = new OperationCost[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.interaction() instanceof Interaction.Operate asked)
                costs[wire.index()] = new OperationCost(asked, admission.index(asked.index()), spec.localIndexes());
        return costs;
    }

    @Override
    public void begin() {
        book = world.recorder(node);
        tallies.begin();
        if (stream != null) stream.log().begin();
        admission.begin();
    }

    @Override
    public void arrive(int call, long time) {
        OperationCost cost = cost(call);
        long callKey = calls.key(call);
        admission.afterFailure(calls.afterFailure(call));
        if (cost.tooLarge(callKey)) {
            tallies.userError(time);
            answer(call, cost, Outcome.CLIENT_ERROR, latency(cost, callKey), time);
        } else if (cost.itemByItem()) {
            OpenItems.all(calls, call, items(call, cost));
            calls.attempt(call, 1);
            items(call, cost, time);
        } else if (cost.pages(callKey) > 1) {
            calls.attempt(call, 1);
            page(call, cost, time);
        } else {
            whole(call, cost, callKey, time);
        }
    }

    /// A call that is done as a whole or not at all.
    private void whole(int call, OperationCost cost, long callKey, long time) {
        long units = cost.units(callKey);
        var refusal = admission.admit(cost, callKey, calls.rank(call), units, time);
        if (refusal != Refusal.NONE) {
            throttle(call, cost, refusal, time);
            return;
        }
        long nanos = latency(cost, callKey);
        if (conflicts != null && conflicts.refuses(cost, calls.rank(call), nanos, time)) {
            tallies.conflict(1, time);
            answer(call, cost, Outcome.CLIENT_ERROR, nanos, time);
            return;
        }
        boolean refused = cost.refuses(callKey);
        tallies.answered(refused, nanos, time);
        if (!refused && cost.operation().reads()) {
            if (CapacityUnits.roundsSum(cost.operation())) tallies.returned(cost.returned(callKey), time);
        } else if (!refused) {
            written(call, cost, units, time);
        }
        answer(call, cost, refused ? Outcome.CLIENT_ERROR : Outcome.OK, nanos, time);
    }

    private void answer(int call, OperationCost cost, Outcome outcome, long nanos, long time) {
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, outcome, Math.addExact(time, nanos));
    }

    private long latency(OperationCost cost, long key) {
        return latencies[cost.operation().ordinal()].nanos(Key.mix(key, LATENCY));
    }

    /// What follows from a write that was done: growth, replicas, records.
    private void written(int call, OperationCost cost, long units, long time) {
        long callKey = calls.key(call);
        var keeping = spec.keeping();
        if (keeping.newItems() > 0 && cost.puts())
            for (int i = 0; i < cost.written(); i++) growth.put(callKey, i, cost.bytes(callKey, i), time);
        if (keeping.replicas() > 0)
            tallies.replicated(keeping.replicas(), units, replication.nanos(Key.mix(callKey, REPLICATION)), time);
        if (viaCache(call) && cost.operation() == TableOperation.TRANSACT_WRITE) readBack(call, cost, time);
        if (stream == null) return;
        for (int i = 0; i < cost.written(); i++)
            stream.record(ItemConflicts.itemRank(calls.rank(call), i), cost.bytes(callKey, i), calls.data(call), time);
        if (calls.flaw(call) > 0) stream.poison(ItemConflicts.itemRank(calls.rank(call), cost.written() - 1));
        tallies.recorded(cost.written(), time);
    }

    /// A cache reads what a transaction has written, in a transaction.
    private void readBack(int call, OperationCost cost, long time) {
        long halfUnits = 0;
        for (int i = 0; i < cost.written(); i++)
            halfUnits += CapacityUnits.halfReadUnits(TableOperation.TRANSACT_GET, true, cost.bytes(calls.key(call), i));
        admission.readAside(calls.rank(call), halfUnits, time);
    }

    /// A refusal takes as long as the shortest answer.
    private void throttle(int call, OperationCost cost, Refusal refusal, long time) {
        tallies.throttled(cost.operation().reads(), refusal, admission.refusedByIndex(), time);
        throttled(call, time);
    }

    private void throttled(int call, long time) {
        long nanos = latencies[TableOperation.GET.ordinal()].nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, Outcome.THROTTLED, Math.addExact(time, nanos));
    }

    /// Wire of the call, or of that for which a cache makes it.
    private int asked(int call) {
        return viaCache(call) ? calls.route(call) : calls.wire(call);
    }

    private boolean viaCache(int call) {
        return calls.route(call) >= 0;
    }

    private OperationCost cost(int call) {
        int wire = asked(call);
        OperationCost cost = wire < 0 ? null : costs[wire];
        if (cost == null) throw new IllegalStateException("A table takes operations only.");
        return cost;
    }

    /// Items of a batch; a cache asks only for those it does not have.
    private int items(int call, OperationCost cost) {
        return viaCache(call) && cost.operation().reads() ? calls.batch(call) : cost.items();
    }

    /// Does what it can of the items that are left of a batch.
    private void items(int call, OperationCost cost, long time) {
        long callKey = calls.key(call);
        int items = items(call, cost);
        boolean reading = cost.operation().reads();
        int done = 0;
        int left = 0;
        long bytes = 0;
        for (int i = 0; i < items; i++) {
            if (!OpenItems.contains(calls, call, i)) continue;
            if (reading && cost.isFull(callKey, i, bytes)) {
                left++;
                continue;
            }
            var refusal = admission.admitItem(cost, callKey, ItemConflicts.itemRank(calls.rank(call), i), i, time);
            if (refusal == Refusal.NONE) {
                OpenItems.done(calls, call, i);
                done++;
                if (reading) bytes += cost.answered(callKey, i);
                else itemWritten(call, cost, i, time);
            } else {
                tallies.throttled(reading, refusal, admission.refusedByIndex(), time);
                left++;
            }
        }
        if (done == 0 && calls.attempt(call) == 1) {
            throttled(call, time);
            return;
        }
        long nanos = latency(cost, attemptKey(call));
        if (left == 0) {
            tallies.answered(false, nanos, time);
            answer(call, cost, Outcome.OK, nanos, time);
        } else {
            tallies.unprocessed(left, time);
            again(call, nanos, time);
        }
    }

    private void itemWritten(int call, OperationCost cost, int item, long time) {
        long callKey = calls.key(call);
        long bytes = cost.bytes(callKey, item);
        if (conflicts != null)
            conflicts.writes(ItemConflicts.itemRank(calls.rank(call), item), latency(cost, callKey), time);
        growth.put(callKey, item, bytes, time);
        var keeping = spec.keeping();
        if (keeping.replicas() > 0) {
            long nanos = replication.nanos(Key.mix(callKey, REPLICATION, item));
            tallies.replicated(keeping.replicas(), cost.itemUnits(callKey, item), nanos, time);
        }
        if (stream == null) return;
        stream.record(ItemConflicts.itemRank(calls.rank(call), item), bytes, calls.data(call), time);
        tallies.recorded(1, time);
    }

    /// Reads the next page.
    private void page(int call, OperationCost cost, long time) {
        long callKey = calls.key(call);
        int page = calls.a(call);
        var refusal = admission.admitPage(cost, callKey, calls.rank(call), page, time);
        if (refusal != Refusal.NONE && page == 0) {
            throttle(call, cost, refusal, time);
            return;
        }
        long nanos = latency(cost, page == 0 ? callKey : Key.mix(callKey, AGAIN, page));
        if (refusal != Refusal.NONE) {
            tallies.throttled(true, refusal, admission.refusedByIndex(), time);
            again(call, nanos, time);
        } else if (page + 1 == cost.pages(callKey)) {
            tallies.answered(false, nanos, time);
            tallies.returned(cost.returned(callKey), time);
            answer(call, cost, Outcome.OK, nanos, time);
        } else {
            calls.a(call, page + 1);
            calls.attempt(call, 1);
            calls.spend(call, Cause.WORK, nanos);
            world.wakeFor(call, Math.addExact(time, nanos), RESUME);
        }
    }

    /// The caller's SDK asks once more for what is left, or gives it up.
    private void again(int call, long nanos, long time) {
        var policy = world.wires().get(asked(call)).plan().retry();
        int made = calls.attempt(call);
        if (made >= policy.maxAttempts()) {
            calls.spend(call, Cause.RETRY, nanos);
            world.reply(call, Outcome.DROPPED, Math.addExact(time, nanos));
            return;
        }
        long pause = Backoff.nanos(policy, Outcome.THROTTLED, made, true, Key.mix(attemptKey(call), Stage.BACKOFF));
        calls.attempt(call, made + 1);
        calls.spend(call, Cause.RETRY, Math.addExact(nanos, pause));
        world.wakeFor(call, Math.addExact(time, Math.addExact(nanos, pause)), RESUME);
    }

    private long attemptKey(int call) {
        int made = calls.attempt(call);
        return made == 1 ? calls.key(call) : Key.mix(calls.key(call), AGAIN, made);
    }

    @Override
    public void contents(int call, Contents contents) {
        if (stream != null) stream.log().contents(call, contents);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case TableAdmission.MINUTE_OVER, TableAdmission.READS_UPDATED, TableAdmission.WRITES_UPDATED ->
                admission.wake(event, subject, time);
            case RESUME -> {
                if (calls.takeDue(subject, node, time)) resume(subject, time);
            }
            case EXPIRED -> expire(time);
            default -> {
                if (stream != null) stream.log().wake(event, subject, time);
            }
        }
    }

    private void resume(int call, long time) {
        var cost = cost(call);
        admission.afterFailure(calls.afterFailure(call) || calls.attempt(call) > 1);
        if (cost.itemByItem()) items(call, cost, time);
        else page(call, cost, time);
    }

    /// Items are deleted free of charge; replicas take their deletion as a write.
    private void expire(long time) {
        long items = growth.expire(book, time);
        long bytes = growth.deletedBytes();
        int replicas = spec.keeping().replicas();
        if (replicas > 0)
            book.count(
                    Counter.REPLICATED_WRITE_UNITS,
                    replicas * items * CapacityUnits.writeUnits(TableOperation.DELETE, bytes),
                    time);
        if (stream == null) return;
        for (long i = 0; i < items; i++) stream.record(1 + (int) (Key.mix(time, i) >>> 34), bytes, null, time);
        tallies.recorded((int) items, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        if (stream == null) throw new IllegalStateException("A table without a stream calls nobody.");
        stream.log().answered(call, child, time);
    }

    @Override
    public void end(long time) {
        admission.end(time);
        growth.end(book, time);
        if (stream != null) stream.log().end();
    }

    @Override
    public Map<String, Slices> slices() {
        var slices = new HashMap<String, Slices>();
        slices.put("throttled", tallies.throttled());
        if (stream != null) slices.put("iteratorAgeMilliseconds", stream.log().ages());
        admission.slices(slices, world.now());
        return slices;
    }

    @Override
    public boolean scale(ScalingPolicy policy, double beyond, long time) {
        return admission.scale(policy, beyond, time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        tallies.measures(measures, admission);
        growth.measures(measures);
        measures.put(
                "iteratorAgeMilliseconds",
                stream == null ? new Measure.Level(Double.NaN, 0) : stream.log().age());
        if (stream != null) stream.log().measures(measures);
        else measures.put("timeToDone", new Measure.Times(new LatencyHistogram()));
        return measures;
    }
}
