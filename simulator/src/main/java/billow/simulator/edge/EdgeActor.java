package billow.simulator.edge;

import billow.model.archetype.Counter;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.EdgeUse;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Disturbance;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Ranks;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.ArrayList;
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
     * the outcome, mark up to when its time is accounted for, attempt the attempts at the origin.
     */
    private static final int OVERDUE = 0;
    private static final int CONNECTED = 1;
    private static final int UNREACHABLE = 2;
    private static final int ORIGIN = 0;
    private static final int NONE = -1;

    private static final int PLACE = 401;
    private static final int OBJECT = 402;
    private static final int EDGE = 403;
    private static final int REGION = 404;
    private static final int WAY = 405;
    private static final int CHOSEN = 406;
    private static final int KEPT = 407;
    private static final int CONNECT = 408;
    private static final int SIZE = 409;

    private final World world;
    private final Calls calls;
    private final int node;
    private final EdgeCache spec;
    private final List<Wire> origins = new ArrayList<>();
    private final @Nullable Wire[] functions = new @Nullable Wire[EdgeUse.Event.values().length];
    private final @Nullable Choice choice;
    private final @Nullable Ranks objects;
    private final TokenBucket quota;
    private final EdgeStore store;
    private final Fetches fetches = new Fetches();
    private final EdgeBook book;
    private final Deadlines deadlines;
    private final Sampler edge;
    private final Sampler regional;
    private final Sampler near;
    private final Sampler far;
    private final Sampler bytes;
    private final long sizes;
    private final int levels;
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
            if (event == null) origins.add(wire);
            else functions[event.ordinal()] = wire;
        }
        double[] shares = origins.stream().mapToDouble(w -> w.plan().share()).toArray();
        choice = origins.stream().anyMatch(w -> w.plan().share() > 0) ? Choice.of(shares) : null;
        var popularity = spec.objects().popularity();
        objects = popularity == null ? null : Ranks.of(popularity);
        quota = new TokenBucket(spec.quota().perSecond(), spec.quota().burst());
        var tiers = spec.tiers();
        store = new EdgeStore(tiers.edgeBytes() > 0 ? tiers.edges() : 0, tiers.edgeBytes());
        book = new EdgeBook(world.window());
        deadlines = new Deadlines(world, node, OVERDUE, spec.patience().responseNanos());
        edge = Sampler.of(spec.latencies().edge());
        regional = Sampler.of(spec.latencies().regional());
        near = Sampler.of(spec.latencies().near());
        far = Sampler.of(spec.latencies().far());
        bytes = Sampler.of(spec.objects().bytes());
        sizes = Key.mix(world.keyOf(id), SIZE);
        levels = 1 + (tiers.regional() > 0 ? 1 : 0) + (tiers.shield() ? 1 : 0);
        recorder = new Recorder(world.window());
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
        if (origin >= 0) calls.route(call, origins.get(origin).index());
        if (!quota.take(1, time)) {
            finish(call, Outcome.THROTTLED, 0, time);
            return;
        }
        recorder.count(Counter.BILLED_REQUESTS, 1, time, calls.afterFailure(call));
        if (spec.functions() > 0) recorder.count(Counter.EDGE_RUNS, spec.functions(), time, calls.afterFailure(call));
        if (origin < 0) finish(call, Outcome.CLIENT_ERROR, 0, time);
        else if (!runs(EdgeUse.Event.VIEWER_REQUEST, call, time)) look(call, time);
    }

    private int origin(int call, long key) {
        if (choice == null) return NONE;
        int wire = calls.wire(call);
        var wanted = wire < 0 ? null : world.wires().get(wire).plan().route();
        if (wanted != null)
            for (int i = 0; i < origins.size(); i++)
                if (wanted.equals(origins.get(i).plan().route())) return i;
        return origins.size() == 1 ? 0 : choice.sample(Key.mix(key, CHOSEN));
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
        while (level < levels) {
            int cache = cache(call, level);
            row = store.find(cache, object(call, cache), time);
            if (row != EdgeStore.NONE) break;
            level++;
        }
        if (shielded(level)) recorder.count(Counter.SHIELD_REQUESTS, 1, time, calls.afterFailure(call));
        if (row == EdgeStore.NONE) {
            book.missed(time);
            int fetch = fetches.open();
            await(call, fetch, levels);
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

    /// Whether a request that was looked up to this level passed the shield.
    private boolean shielded(int level) {
        return spec.tiers().shield() && level >= levels - 1;
    }

    private void hit(int call, int row, int level, long time) {
        book.hit(kind(level), time);
        var outcome = store.outcome(row);
        long wait = Math.max(0, store.from(row) - time);
        long network = hops(call, level);
        if (level > 0 && outcome == Outcome.OK)
            for (int below = 0; below < level; below++) {
                int cache = cache(call, below);
                long good = time + spec.lives().ttlNanos();
                store.put(cache, object(call, cache), outcome, size(call), time + wait + network, good);
            }
        calls.spend(call, Cause.QUEUEING, wait);
        finish(call, outcome, network, time + wait);
    }

    /// Which sort of cache stands at a level: 0 edge, 1 regional, 2 shield.
    private int kind(int level) {
        return level == 1 && spec.tiers().regional() == 0 ? 2 : level;
    }

    private boolean keeps(int call) {
        if (spec.lives().ttlNanos() <= 0) return false;
        double share = use(call).cacheable();
        return share >= 1 || Key.uniform(Key.mix(calls.key(call), KEPT)) < share;
    }

    private EdgeUse use(int call) {
        var use = world.wires().get(calls.route(call)).plan().edge();
        if (use == null) throw new IllegalStateException("A distribution's link without a use.");
        return use;
    }

    /// The edge location a request comes to.
    private int place(int call) {
        return (int)
                (Key.uniform(Key.mix(calls.key(call), PLACE)) * spec.tiers().edges());
    }

    /// Number of the cache a request looks into at a level.
    private int cache(int call, int level) {
        var tiers = spec.tiers();
        return switch (kind(level)) {
            case 0 -> place(call);
            case 1 -> tiers.edges() + place(call) % tiers.regional();
            default -> tiers.edges() + tiers.regional();
        };
    }

    /// What an object is known by in a cache.
    private long object(int call, int cache) {
        return Key.mix(cache, calls.rank(call), calls.route(call));
    }

    private long size(int call) {
        return Math.max(0, (long) bytes.sample(Key.mix(sizes, calls.rank(call), calls.route(call))));
    }

    /// Time from an edge location to the cache at a level and back.
    private long hops(int call, int level) {
        return level == 0 ? 0 : level * regional.nanos(Key.mix(calls.key(call), REGION));
    }

    private void await(int call, int fetch, int below) {
        for (int level = 0; level < below; level++) {
            int cache = cache(call, level);
            fetches.places(fetch, store.await(cache, object(call, cache), fetch, fetches.places(fetch)));
        }
    }

    private void fetch(int call, int fetch, long time) {
        calls.b(call, fetch);
        if (!runs(EdgeUse.Event.ORIGIN_REQUEST, call, time)) connect(call, time);
    }

    /// Attempts to connect that get no answer, then the request; or none at all.
    private void connect(int call, long time) {
        calls.mark(call, time);
        var patience = spec.patience();
        long lost = 0;
        while (patience.unanswered() > 0
                && calls.attempt(call) < patience.attempts()
                && Key.uniform(Key.mix(calls.key(call), calls.attempt(call), CONNECT)) < patience.unanswered()) {
            calls.attempt(call, calls.attempt(call) + 1);
            lost += patience.connectNanos();
        }
        boolean reached = calls.attempt(call) < patience.attempts();
        if (lost == 0 && reached) request(call, time);
        else world.wakeAt(time + lost, node, reached ? CONNECTED : UNREACHABLE, call);
    }

    private void request(int call, long time) {
        calls.spend(call, Cause.RETRY, time - calls.mark(call));
        long there = way(call) / 2;
        calls.spend(call, Cause.NETWORK, there);
        calls.mark(call, time + there);
        var wire = world.wires().get(calls.route(call));
        long key = Key.mix(calls.key(call), wire.key(), calls.attempt(call));
        calls.attempt(call, calls.attempt(call) + 1);
        book.asked(time);
        int child = world.prepare(wire, call, ORIGIN, key, time + there);
        calls.a(call, child);
        calls.deadline(call, time + spec.patience().responseNanos());
        deadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    /// Time to the origin and back, all tiers between included.
    private long way(int call) {
        boolean elsewhere =
                place(call) < Math.round(spec.tiers().far() * spec.tiers().edges());
        long last = (elsewhere ? far : near).nanos(Key.mix(calls.key(call), WAY));
        return last + hops(call, levels - 1);
    }

    @Override
    public void answered(int call, int child, long time) {
        calls.absorb(call, child);
        var outcome = calls.outcome(child);
        int site = calls.site(child);
        if (site == ORIGIN) {
            book.answered(time, time - calls.start(child));
            calls.deadline(call, Long.MAX_VALUE);
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
                else connect(call, time);
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

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case CONNECTED -> request(subject, time);
            case UNREACHABLE -> {
                calls.spend(subject, Cause.RETRY, time - calls.mark(subject));
                book.timedOut(time);
                complete(subject, Outcome.TIMEOUT, time);
            }
            default -> {
                for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) overdue(call, time);
            }
        }
    }

    /// The origin is silent: what may be asked twice is asked again. The origin runs on.
    private void overdue(int call, long time) {
        if (calls.deadline(call) != time) return;
        calls.deadline(call, Long.MAX_VALUE);
        calls.abandon(calls.a(call));
        book.timedOut(time);
        calls.spend(call, Cause.RETRY, time - calls.mark(call));
        boolean again = keeps(call) && calls.attempt(call) < spec.patience().attempts();
        if (again) connect(call, time);
        else complete(call, Outcome.TIMEOUT, time);
    }

    /// The origin's answer, or what stands for it, is there: for the caches that wait for it and for all who asked.
    private void complete(int call, Outcome outcome, long time) {
        int fetch = calls.b(call);
        long back = way(call) - way(call) / 2;
        long life = outcome == Outcome.OK
                ? spec.lives().ttlNanos()
                : outcome == Outcome.THROTTLED ? 0 : spec.lives().errorTtlNanos();
        store.settle(fetches.places(fetch), outcome, size(call), time + back, time + back + life);
        int waiter = fetches.waiters(fetch);
        fetches.close(fetch);
        finish(call, outcome, back, time);
        while (waiter != NONE) {
            int before = calls.a(waiter);
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
        long sent = outcome == Outcome.OK ? size(call) : 0;
        recorder.count(Counter.BYTES_OUT, sent, time, calls.afterFailure(call));
        book.ended(outcome, sent, time);
        world.reply(call, outcome, time);
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
