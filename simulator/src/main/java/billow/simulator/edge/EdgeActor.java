package billow.simulator.edge;

import billow.model.archetype.Counter;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.EdgeUse;
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
import billow.simulator.node.Ranks;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A distribution: a request comes to one edge location, which looks into its cache, then into those behind it; what
/// none has is fetched from an origin, once for all who ask meanwhile. All tiers are looked at in the moment the
/// request
/// comes; the ways between them are added to the answer.
public final class EdgeActor implements Actor {
    /*
     * Columns of a call: route its origin, b its fetch, a the call to the origin or the waiter before it and in the end
     * the outcome, mark up to when its time is accounted for, attempt the attempts at the origin, flaw 1 once the second
     * origin of a group is asked.
     */
    private static final int NONE = -1;

    private static final int OBJECT = 402;
    private static final int EDGE = 403;
    private static final int CHOSEN = 406;
    private static final int KEPT = 407;
    private static final int REFRESH = 410;

    private final World world;
    private final Calls calls;
    private final int node;
    private final EdgeCache spec;
    private final Origins origins;
    private final @Nullable Wire[] functions = new @Nullable Wire[EdgeUse.Event.values().length];
    private final @Nullable Ranks objects;
    private final TokenBucket quota;
    private final TokenBucket bandwidth;
    private final EdgeTiers tiers;
    private final EdgeStore store;
    private final Fetches fetches = new Fetches();
    private final EdgeBook book;
    private final OriginRequests requests;
    private final Sampler edge;
    private final long extra;
    private Recorder recorder;

    public EdgeActor(World world, int node, String id, EdgeCache spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        for (var wire : outgoing) {
            var use = wire.plan().edge();
            if (use == null) continue;
            var event = use.event();
            if (event != null) functions[event.ordinal()] = wire;
        }
        origins = new Origins(outgoing);
        var popularity = spec.objects().popularity();
        objects = popularity == null ? null : Ranks.of(popularity);
        quota = new TokenBucket(spec.quota().perSecond(), spec.quota().burst());
        bandwidth =
                new TokenBucket(spec.bandwidth().perSecond(), spec.bandwidth().burst());
        tiers = new EdgeTiers(calls, spec, world.keyOf(id));
        var edges = spec.tiers();
        store = new EdgeStore(edges.edgeBytes() > 0 ? edges.edges() : 0, edges.edgeBytes());
        book = new EdgeBook(world.window());
        edge = Sampler.of(spec.latencies().edge());
        extra = Math.max(spec.lives().renewNanos(), spec.lives().rescueNanos());
        recorder = new Recorder(world.window());
        requests = new OriginRequests(this, world, node, spec.patience(), origins, tiers, book);
    }

    @Override
    public void begin() {
        recorder = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        long key = calls.key(call);
        calls.b(call, NONE);
        if (objects != null) calls.rank(call, objects.draw(Key.mix(key, OBJECT)));
        int origin = origin(call, key);
        if (origin >= 0) calls.route(call, origins.wire(origin).index());
        boolean served = quota.take(1, time);
        if (served && origin >= 0)
            served = bandwidth.take(Math.min(tiers.size(call), spec.bandwidth().burst()), time);
        if (!served) {
            finish(call, Outcome.THROTTLED, 0, time);
            return;
        }
        recorder.count(Counter.BILLED_REQUESTS, 1, time, calls.afterFailure(call));
        if (spec.functions() > 0) recorder.count(Counter.EDGE_RUNS, spec.functions(), time, calls.afterFailure(call));
        if (origin < 0) finish(call, Outcome.CLIENT_ERROR, 0, time);
        else if (!runs(EdgeUse.Event.VIEWER_REQUEST, call, time)) look(call, time);
    }

    private int origin(int call, long key) {
        int wire = calls.wire(call);
        return origins.pick(wire < 0 ? null : world.wires().get(wire).plan().route(), Key.mix(key, CHOSEN));
    }

    /// Runs the function of an event, if there is one.
    private boolean runs(EdgeUse.Event event, int call, long time) {
        var wire = functions[event.ordinal()];
        if (wire == null) return false;
        calls.mark(call, time);
        world.send(wire, call, 1 + event.ordinal(), Key.mix(calls.key(call), wire.key()), time);
        return true;
    }

    /// Looks for the object tier by tier, joins a fetch for it, or begins one.
    private void look(int call, long time) {
        calls.mark(call, time);
        if (!keeps(call)) {
            book.passed(time);
            recorder.count(Counter.BYTES_TO_ORIGIN, calls.bytes(call), time, calls.afterFailure(call));
            fetch(call, fetches.open(), time);
            return;
        }
        int level = 0;
        int row = EdgeStore.NONE;
        int old = EdgeStore.NONE;
        int oldLevel = 0;
        while (level < tiers.levels()) {
            int cache = tiers.cache(call, level);
            row = store.find(cache, tiers.object(call, cache), time);
            if (row != EdgeStore.NONE && isFresh(row, time)) break;
            if (old == EdgeStore.NONE && row != EdgeStore.NONE) {
                old = row;
                oldLevel = level;
            }
            row = EdgeStore.NONE;
            level++;
        }
        if (row == EdgeStore.NONE
                && old != EdgeStore.NONE
                && time < aged(old) + spec.lives().renewNanos()) {
            if (!store.renews(old)) refresh(call, time);
            book.stale(time);
            hit(call, old, oldLevel, time);
            return;
        }
        if (tiers.shielded(level)) recorder.count(Counter.SHIELD_REQUESTS, 1, time, calls.afterFailure(call));
        if (row == EdgeStore.NONE) {
            book.missed(time);
            int fetch = fetches.open();
            if (old != EdgeStore.NONE)
                fetches.rescue(fetch, aged(old) + spec.lives().rescueNanos());
            await(call, fetch, tiers.levels());
            fetch(call, fetch, time);
        } else if (store.fetch(row) != EdgeStore.NONE) {
            book.collapsed(time);
            int fetch = store.fetch(row);
            await(call, fetch, level);
            calls.b(call, fetch);
            calls.a(call, fetches.waiters(fetch));
            fetches.waiters(fetch, call);
        } else {
            hit(call, row, level, time);
        }
    }

    /// Whether what a row holds, or waits for, need not be fetched anew.
    private boolean isFresh(int row, long time) {
        return store.fetch(row) != EdgeStore.NONE || time < store.fresh(row);
    }

    /// When the object of a row was past its time.
    private long aged(int row) {
        return store.until(row) - extra;
    }

    /// Fetches an object anew for nobody in particular; all caches on the way get it.
    private void refresh(int call, long time) {
        int row = world.note(node, calls.key(call), time);
        calls.site(row, REFRESH);
        calls.rank(row, calls.rank(call));
        calls.route(row, calls.route(call));
        fetch(row, fetches.open(), time);
    }

    private boolean isRefresh(int call) {
        return calls.parent(call) < 0 && calls.site(call) == REFRESH;
    }

    private void hit(int call, int row, int level, long time) {
        book.hit(tiers.kind(level), time);
        var outcome = store.outcome(row);
        long wait = Math.max(0, store.from(row) - time);
        long network = tiers.hops(call, level);
        if (level > 0 && outcome == Outcome.OK && isFresh(row, time)) {
            long best = time + spec.lives().ttlNanos();
            for (int below = 0; below < level; below++) keep(call, below, time + wait + network, best);
        }
        calls.spend(call, Cause.QUEUEING, wait);
        finish(call, outcome, network, time + wait);
    }

    /// A cache gets an object, in place of the one it may have.
    private void keep(int call, int level, long time, long best) {
        int cache = tiers.cache(call, level);
        long object = tiers.object(call, cache);
        if (store.awaits(object)) return;
        store.forget(object);
        store.put(cache, object, Outcome.OK, tiers.size(call), time, best, best + extra);
    }

    /// Whether what is asked for may be kept.
    boolean keeps(int call) {
        if (spec.lives().ttlNanos() <= 0) return false;
        double share = use(call).cacheable();
        return share >= 1 || Key.uniform(Key.mix(calls.key(call), KEPT)) < share;
    }

    private EdgeUse use(int call) {
        var use = world.wires().get(calls.route(call)).plan().edge();
        if (use == null) throw new IllegalStateException("A distribution's link without a use.");
        return use;
    }

    private void await(int call, int fetch, int below) {
        for (int level = 0; level < below; level++) {
            int cache = tiers.cache(call, level);
            if (extra > 0) store.forget(tiers.object(call, cache));
            fetches.places(fetch, store.await(cache, tiers.object(call, cache), fetch, fetches.places(fetch)));
        }
    }

    private void fetch(int call, int fetch, long time) {
        calls.b(call, fetch);
        if (!runs(EdgeUse.Event.ORIGIN_REQUEST, call, time)) requests.connect(call, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        calls.absorb(call, child);
        var outcome = calls.outcome(child);
        int site = calls.site(child);
        if (site == OriginRequests.SITE) {
            if (!requests.answered(call, child, time)) return;
            calls.a(call, translate(outcome).ordinal());
            if (!runs(EdgeUse.Event.ORIGIN_RESPONSE, call, time)) complete(call, Outcome.of(calls.a(call)), time);
            return;
        }
        boolean failed = outcome != Outcome.OK;
        switch (EdgeUse.Event.values()[site - 1]) {
            case VIEWER_REQUEST -> {
                if (failed) finish(call, Outcome.SERVICE_ERROR, 0, time);
                else look(call, time);
            }
            case ORIGIN_REQUEST -> {
                if (failed) complete(call, Outcome.SERVICE_ERROR, time);
                else requests.connect(call, time);
            }
            case ORIGIN_RESPONSE -> complete(call, failed ? Outcome.SERVICE_ERROR : Outcome.of(calls.a(call)), time);
            case VIEWER_RESPONSE -> end(call, failed ? Outcome.SERVICE_ERROR : Outcome.of(calls.a(call)), time);
        }
    }

    /// What viewers see of an origin's answer.
    private static Outcome translate(Outcome outcome) {
        return switch (outcome) {
            case OK, CLIENT_ERROR, THROTTLED -> outcome;
            case FUNCTION_ERROR, SERVICE_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> Outcome.SERVICE_ERROR;
        };
    }

    /// The origin's answer, or what stands for it, is there: for the caches that wait for it and for all who asked.
    void complete(int call, Outcome outcome, long time) {
        int fetch = calls.b(call);
        long back = tiers.way(call) - tiers.way(call) / 2;
        if (isRefresh(call)) {
            renewed(call, outcome, time + back);
            return;
        }
        boolean rescued = isServerError(outcome) && time < fetches.rescue(fetch);
        if (rescued) {
            rescue(call, fetch, time, back);
            return;
        }
        long life = outcome == Outcome.OK
                ? spec.lives().ttlNanos()
                : outcome == Outcome.THROTTLED ? 0 : spec.lives().errorTtlNanos();
        long best = time + back + life;
        store.settle(
                fetches.places(fetch),
                outcome,
                tiers.size(call),
                time + back,
                best,
                outcome == Outcome.OK ? best + extra : best);
        answer(call, outcome, back, time, false);
    }

    private static boolean isServerError(Outcome outcome) {
        return outcome != Outcome.OK && outcome != Outcome.CLIENT_ERROR && outcome != Outcome.THROTTLED;
    }

    /// The origin fails, and an old object is answered in its place; it is not asked again for as long as an error
    /// is kept.
    private void rescue(int call, int fetch, long time, long back) {
        long until = fetches.rescue(fetch);
        long best = Math.min(until, time + back + spec.lives().errorTtlNanos());
        store.settle(
                fetches.places(fetch),
                Outcome.OK,
                tiers.size(call),
                time + back,
                best,
                until - spec.lives().rescueNanos() + extra);
        answer(call, Outcome.OK, back, time, true);
    }

    /// An object has been fetched anew, or it has not.
    private void renewed(int call, Outcome outcome, long time) {
        if (outcome == Outcome.OK) {
            long best = time + spec.lives().ttlNanos();
            for (int level = 0; level < tiers.levels(); level++) keep(call, level, time, best);
        }
        fetches.close(calls.b(call));
        world.close(call);
    }

    /// Hands an answer on to all who wait for a fetch.
    private void answer(int call, Outcome outcome, long back, long time, boolean stale) {
        int fetch = calls.b(call);
        int waiter = fetches.waiters(fetch);
        fetches.close(fetch);
        if (stale) book.stale(time);
        finish(call, outcome, back, time);
        while (waiter != NONE) {
            int before = calls.a(waiter);
            if (stale) book.stale(time);
            calls.spend(waiter, Cause.QUEUEING, time - calls.mark(waiter));
            finish(waiter, outcome, back, time);
            waiter = before;
        }
    }

    /// Hands an answer on to the viewer, at `time` and `network` later, by way of the function for it.
    private void finish(int call, Outcome outcome, long network, long time) {
        long all = network + edge.nanos(Key.mix(calls.key(call), EDGE));
        calls.spend(call, Cause.NETWORK, all);
        long at = time + all;
        calls.a(call, outcome.ordinal());
        if (outcome == Outcome.THROTTLED || !runs(EdgeUse.Event.VIEWER_RESPONSE, call, at)) end(call, outcome, at);
    }

    private void end(int call, Outcome outcome, long time) {
        long sent = outcome == Outcome.OK ? tiers.size(call) : 0;
        recorder.count(Counter.BYTES_OUT, sent, time, calls.afterFailure(call));
        book.ended(outcome, sent, time);
        world.reply(call, outcome, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        requests.wake(event, subject, time);
    }

    @Override
    public void struck(Disturbance.Strike strike, long time) {
        if (strike instanceof Disturbance.Flush) store.clear();
    }

    @Override
    public Map<String, Measure> measures() {
        return book.measures(recorder.offered(), store.held());
    }
}
