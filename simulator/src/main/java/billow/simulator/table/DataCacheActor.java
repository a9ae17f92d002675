package billow.simulator.table;

import billow.model.archetype.DataCache;
import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.TableOperation;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Disturbance;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.ResponseCache;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Gauge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cache before a table. Eventually consistent reads of items and results of queries are answered from memory when
/// they are there; all else goes through to the table. What the table gives is kept, what it takes replaces what was
/// kept, results of queries excepted. That an item is missing is kept like an item.
///
/// All nodes have the same content. Entries live for their time from when they were stored, hits don't renew them;
/// when memory is full, what was used least recently goes first.
/// Source: DynamoDB developer guide, DAX, 2023-02.
public final class DataCacheActor implements Actor {
    private static final int RESULT = 211;
    private static final long MISSING_BYTES = 100;

    private final World world;
    private final Calls calls;
    private final int node;
    private final DataCache spec;
    private final @Nullable OperationCost[] asked;
    private final @Nullable Wire table;
    private final ResponseCache cache;
    private final Sampler latency;
    private final @Nullable TokenBucket cluster;
    private final @Nullable TokenBucket primary;
    private final Gauge size;
    private final long itemLife;
    private Recorder book;
    private long itemHits;
    private long itemMisses;
    private long queryHits;
    private long queryMisses;
    private long scanHits;
    private long scanMisses;
    private long throttled;
    private long errors;
    private long evicted;

    public DataCacheActor(World world, int node, DataCache spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        asked = new OperationCost[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Operate operate)
                asked[wire.index()] = new OperationCost(operate);
        table = outgoing.isEmpty() ? null : outgoing.getFirst();
        itemLife = spec.itemLifeNanos() == 0 ? Long.MAX_VALUE : spec.itemLifeNanos();
        cache = new ResponseCache(Math.max(itemLife, spec.queryLifeNanos()), spec.memoryBytes());
        latency = Sampler.of(spec.latency());
        double rate = spec.unitsPerSecond();
        // A second's worth may come at once; a write must fit.
        cluster = rate > 0 ? new TokenBucket(rate * spec.nodes(), burst(rate * spec.nodes())) : null;
        primary = rate > 0 ? new TokenBucket(rate, burst(rate)) : null;
        size = new Gauge(world.window());
        book = new Recorder(world.window());
    }

    private double burst(double perSecond) {
        return Math.max(perSecond, Math.max(spec.missUnits(), spec.writeUnits()));
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        var cost = cost(call);
        int missing = missing(call, cost, time);
        if (!admit(cost.operation().reads(), missing == 0, time)) {
            if (book.counts(time)) throttled++;
            reply(call, Outcome.THROTTLED, time);
        } else if (missing == 0) {
            reply(call, Outcome.OK, time);
        } else if (table == null) {
            if (book.counts(time)) errors++;
            reply(call, Outcome.CLIENT_ERROR, time);
        } else {
            fetch(call, table, missing, time);
        }
    }

    private OperationCost cost(int call) {
        int wire = calls.wire(call);
        OperationCost cost = wire < 0 ? null : asked[wire];
        if (cost == null) throw new IllegalStateException("A cache takes operations only.");
        return cost;
    }

    private void reply(int call, Outcome outcome, long time) {
        long nanos = latency.nanos(Key.mix(calls.key(call), Stage.OVERHEAD));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, outcome, Math.addExact(time, nanos));
    }

    private void fetch(int call, Wire table, int missing, long time) {
        int child = world.prepare(table, call, 0, Key.mix(calls.key(call), table.key()), time);
        calls.route(child, calls.wire(call));
        calls.batch(child, missing);
        world.dispatch(child, time);
    }

    /// Items that must be had from the table, 0 when the answer is here.
    private int missing(int call, OperationCost cost, long time) {
        return switch (cost.operation()) {
            case GET -> cost.strong() ? 1 : missingItems(call, 1, time);
            case BATCH_GET ->
                cost.strong() || cost.items() > OperationCost.DRAWN
                        ? cost.items()
                        : missingItems(call, cost.items(), time);
            case QUERY, SCAN -> cost.strong() || spec.queryLifeNanos() == 0 ? 1 : missingResult(call, cost, time);
            case PUT, UPDATE, DELETE, BATCH_WRITE, TRANSACT_GET, TRANSACT_WRITE -> cost.items();
        };
    }

    private int missingItems(int call, int items, long time) {
        int missing = 0;
        for (int i = 0; i < items; i++) if (!cache.hit(itemKey(call, i), itemLife, time, false)) missing++;
        if (book.counts(time)) {
            itemHits += items - missing;
            itemMisses += missing;
        }
        return missing;
    }

    private int missingResult(int call, OperationCost cost, long time) {
        boolean hit = cache.hit(resultKey(call), spec.queryLifeNanos(), time, false);
        boolean scan = cost.operation() == TableOperation.SCAN;
        if (book.counts(time)) {
            if (scan && hit) scanHits++;
            else if (scan) scanMisses++;
            else if (hit) queryHits++;
            else queryMisses++;
        }
        return hit ? 0 : 1;
    }

    private long itemKey(int call, int item) {
        return Key.mix(0, ItemConflicts.itemRank(calls.rank(call), item));
    }

    /// Results differ by what is asked and by key.
    private long resultKey(int call) {
        return Key.mix(Key.mix(RESULT, calls.wire(call)), calls.rank(call));
    }

    /// Reads are spread over all nodes, writes keep the primary busy.
    private boolean admit(boolean reading, boolean hit, long time) {
        if (cluster == null || primary == null) return true;
        double units = reading ? hit ? 1 : spec.missUnits() : spec.writeUnits();
        if (!reading && primary.wait(units, time) > 0) return false;
        if (!cluster.take(units, time)) return false;
        if (!reading) primary.take(units, time);
        return true;
    }

    @Override
    public void answered(int call, int child, long time) {
        calls.absorb(call, child);
        var outcome = calls.outcome(child);
        if (outcome == Outcome.OK) keep(call, cost(call), calls.key(child), time);
        else if (book.counts(time)) errors++;
        reply(call, outcome, time);
    }

    /// Keeps what the table has given or taken; sizes are those the table has drawn for its call.
    private void keep(int call, OperationCost cost, long key, long time) {
        long before = cache.evicted();
        switch (cost.operation()) {
            case GET, BATCH_GET -> {
                if (!cost.strong()) keepItems(call, cost, key, false, time);
            }
            case QUERY, SCAN -> {
                if (!cost.strong() && spec.queryLifeNanos() > 0) {
                    long bytes = cost.returned(key) * cost.bytes(key, 0);
                    cache.store(resultKey(call), Math.max(MISSING_BYTES, bytes), time);
                }
            }
            case PUT, UPDATE, BATCH_WRITE, TRANSACT_WRITE -> keepItems(call, cost, key, true, time);
            case DELETE -> cache.store(itemKey(call, 0), MISSING_BYTES, time);
            case TRANSACT_GET -> {}
        }
        size.set(time, cache.used());
        if (book.counts(time)) evicted += cache.evicted() - before;
    }

    private void keepItems(int call, OperationCost cost, long key, boolean written, long time) {
        int items = Math.min(cost.items(), OperationCost.DRAWN);
        for (int i = 0; i < items; i++) {
            long item = itemKey(call, i);
            if (written || !cache.hit(item, itemLife, time, false)) cache.store(item, cost.kept(key, i), time);
        }
    }

    @Override
    public void wake(int event, int subject, long time) {
        throw new IllegalStateException("A cache waits for nothing.");
    }

    @Override
    public void struck(Disturbance.Strike strike, long time) {
        switch (strike) {
            case Disturbance.Flush flush -> {
                cache.clear();
                size.set(time, cache.used());
            }
            // All nodes have the same content: what is lost is their throughput.
            case Disturbance.CeilingShare(double share) -> {
                if (cluster != null) cluster.rate(spec.unitsPerSecond() * spec.nodes() * share, time);
            }
            case Disturbance.Loss loss -> {}
            case Disturbance.Ceiling ceiling -> {}
        }
    }

    @Override
    public void end(long time) {
        size.close(time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        count(measures, "totalRequestCount", book.offered());
        count(measures, "itemCacheHits", itemHits);
        count(measures, "itemCacheMisses", itemMisses);
        count(measures, "queryCacheHits", queryHits);
        count(measures, "queryCacheMisses", queryMisses);
        count(measures, "scanCacheHits", scanHits);
        count(measures, "scanCacheMisses", scanMisses);
        long hits = itemHits + queryHits + scanHits;
        measures.put("cacheHitRatio", new Measure.Share(hits, hits + itemMisses + queryMisses + scanMisses));
        count(measures, "throttledRequestCount", throttled);
        count(measures, "errorRequestCount", errors);
        count(measures, "evictedSize", evicted);
        measures.put("estimatedDbSize", TableBook.level(size));
        return measures;
    }

    private static void count(Map<String, Measure> measures, String name, long value) {
        measures.put(name, new Measure.Count(value));
    }
}
