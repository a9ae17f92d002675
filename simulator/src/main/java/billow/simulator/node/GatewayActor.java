package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An API: route, throttle (route, stage, account), cache, integration. It never retries an integration; one that is
/// slower than the timeout runs on while the caller gets its 504.
public final class GatewayActor implements Actor {
    private static final int OVERDUE = 0;

    private final World world;
    private final Calls calls;
    private final int node;
    private final Gateway spec;
    private final List<Wire> routes;
    private final @Nullable Choice choice;
    private final @Nullable TokenBucket stage;
    private final TokenBucket[] methods;
    private final @Nullable ResponseCache cache;
    private final Sampler cached;
    private final Sampler overhead;
    private final Sampler response;
    private final Deadlines deadlines;
    private final Slices throttledSlices;
    private Recorder book;
    private long clientErrors;
    private long serverErrors;
    private long throttled;
    private long integrations;
    private long integrationMicros;

    public GatewayActor(World world, int node, Gateway spec, List<Wire> routes) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        this.routes = routes;
        choice = routes.stream().anyMatch(w -> w.plan().share() > 0)
                ? Choice.of(routes.stream().mapToDouble(w -> w.plan().share()).toArray())
                : null;
        stage = bucket(spec.stage());
        methods = buckets(spec.method(), routes.size());
        var cacheSpec = spec.cache();
        cache = cacheSpec == null ? null : new ResponseCache(cacheSpec.ttlNanos(), cacheSpec.bytes());
        overhead = Sampler.of(spec.overhead());
        cached = cacheSpec == null ? overhead : Sampler.of(cacheSpec.latency());
        response = Sampler.of(spec.responseBytes());
        deadlines = new Deadlines(world, node, OVERDUE, spec.integrationTimeoutNanos());
        throttledSlices = new Slices(world.window().to());
        book = new Recorder(world.window());
    }

    /// One bucket for each route, or none at all.
    private static TokenBucket[] buckets(Gateway.@Nullable Bucket spec, int routes) {
        if (spec == null) return new TokenBucket[0];
        var buckets = new TokenBucket[Math.max(1, routes)];
        for (int i = 0; i < buckets.length; i++) buckets[i] = new TokenBucket(spec.perSecond(), spec.burst());
        return buckets;
    }

    private static @Nullable TokenBucket bucket(Gateway.@Nullable Bucket spec) {
        return spec == null ? null : new TokenBucket(spec.perSecond(), spec.burst());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public boolean foldsAnswers() {
        return cache == null;
    }

    @Override
    public void arrive(int call, long time) {
        long key = calls.key(call);
        long both = overhead.nanos(Key.mix(key, Stage.OVERHEAD));
        calls.mark(call, both);
        int route = route(call, key);
        if (!admit(route, time)) {
            if (book.counts(time)) throttled++;
            throttledSlices.add(time, 1);
            end(call, Outcome.THROTTLED, both, time);
            return;
        }
        book.count(Counter.BILLED_REQUESTS, 1, time, calls.afterFailure(call));
        if (route >= 0) calls.route(call, routes.get(route).index());
        if (cache != null && cacheable(key)) {
            if (cache.hit(cacheKey(call, route), time, book.counts(time))) {
                end(call, Outcome.OK, cached.nanos(Key.mix(key, Stage.OVERHEAD)), time);
                return;
            }
            calls.b(call, 1);
        }
        if (spec.mock()) {
            end(call, Outcome.OK, both, time);
            return;
        }
        if (route < 0) {
            end(call, Outcome.CLIENT_ERROR, both, time); // no route: 403 MissingAuthenticationToken
            return;
        }
        integrate(call, routes.get(route), both, time);
    }

    private void integrate(int call, Wire wire, long both, long time) {
        long there = both / 2;
        calls.spend(call, Cause.NETWORK, both);
        int child = world.prepare(wire, call, 0, Key.mix(calls.key(call), wire.key()), time + there);
        calls.a(call, child);
        calls.deadline(call, time + spec.integrationTimeoutNanos());
        deadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    private int route(int call, long key) {
        if (choice == null) return -1;
        int wire = calls.wire(call);
        var wanted = wire < 0 ? null : world.wires().get(wire).plan().route();
        if (wanted != null)
            for (int i = 0; i < routes.size(); i++)
                if (wanted.equals(routes.get(i).plan().route())) return i;
        return routes.size() == 1 ? 0 : choice.sample(Key.mix(key, Stage.ROUTE));
    }

    /// All buckets must have a token; then each gives one.
    private boolean admit(int route, long time) {
        var method = methods.length == 0 ? null : methods[Math.max(0, route)];
        var account = world.account().api();
        if (method != null && method.wait(1, time) > 0) return false;
        if (stage != null && stage.wait(1, time) > 0) return false;
        if (!account.take(1, time)) return false;
        if (method != null) method.take(1, time);
        if (stage != null) stage.take(1, time);
        return true;
    }

    private boolean cacheable(long key) {
        var cacheSpec = spec.cache();
        return cacheSpec != null
                && (cacheSpec.share() >= 1 || Key.uniform(Key.mix(key, Stage.CACHEABLE)) < cacheSpec.share());
    }

    private long cacheKey(int call, int route) {
        return Key.mix(calls.rank(call), route);
    }

    @Override
    public void answered(int call, int child, long time) {
        if (time > calls.deadline(call)) {
            overdue(call, calls.deadline(call));
            return;
        }
        calls.absorb(call, child);
        var outcome = translate(calls.outcome(child));
        long both = calls.mark(call);
        if (book.counts(time)) {
            integrations++;
            integrationMicros += (time - calls.start(child)) / 1000;
        }
        if (cache != null && calls.b(call) == 1 && outcome == Outcome.OK) {
            int route = routes.indexOf(world.wires().get(calls.wire(child)));
            cache.store(cacheKey(call, route), (long) response.sample(Key.mix(calls.key(call), Stage.RESPONSE)), time);
        }
        reply(call, outcome, time + both - both / 2);
    }

    /// What the client sees of an integration's outcome: errors of functions and throttled integrations are 5xx.
    private static Outcome translate(Outcome outcome) {
        return switch (outcome) {
            case OK, CLIENT_ERROR -> outcome;
            case THROTTLED, FUNCTION_ERROR, SERVICE_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> Outcome.SERVICE_ERROR;
        };
    }

    @Override
    public void wake(int event, int subject, long time) {
        for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) {
            calls.abandon(calls.a(call));
            overdue(call, time);
        }
    }

    /// The caller gets 504; what the integration has taken so far counts as waiting in vain.
    private void overdue(int call, long time) {
        calls.spend(call, Cause.NETWORK, -calls.mark(call));
        calls.spend(call, Cause.RETRY, time - calls.start(call));
        reply(call, Outcome.TIMEOUT, time);
    }

    /// Ends a call that never went to an integration.
    private void end(int call, Outcome outcome, long nanos, long time) {
        calls.spend(call, Cause.NETWORK, nanos);
        reply(call, outcome, time + nanos);
    }

    private void reply(int call, Outcome outcome, long time) {
        boolean again = calls.afterFailure(call);
        if (outcome == Outcome.OK) {
            long size = (long) response.sample(Key.mix(calls.key(call), Stage.RESPONSE));
            book.count(Counter.BYTES_OUT, size, time, again);
            if (spec.chunkBytes() > 0) book.count(Counter.BILLED_CHUNKS, chunks(call, size), time, again);
        } else if (spec.chunkBytes() > 0 && outcome != Outcome.THROTTLED) {
            book.count(Counter.BILLED_CHUNKS, chunks(call, 0), time, again);
        }
        if (book.counts(time)) {
            if (outcome == Outcome.THROTTLED || outcome == Outcome.CLIENT_ERROR) clientErrors++;
            else if (outcome != Outcome.OK) serverErrors++;
        }
        world.reply(call, outcome, time);
    }

    private long chunks(int call, long responseBytes) {
        return Math.max(1, Math.ceilDiv(Math.max(calls.bytes(call), responseBytes), spec.chunkBytes()));
    }

    @Override
    public Map<String, Slices> slices() {
        return Map.of("throttled", throttledSlices);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("count", new Measure.Count(book.offered()));
        measures.put("4XXError", new Measure.Count(clientErrors));
        measures.put("5XXError", new Measure.Count(serverErrors));
        measures.put("throttled", new Measure.Count(throttled));
        measures.put(
                "latency",
                new Measure.Mean(
                        book.latency().count() == 0
                                ? 0
                                : book.latency().meanMs() * book.latency().count(),
                        book.latency().count()));
        measures.put("integrationLatency", new Measure.Mean(integrationMicros / 1000.0, integrations));
        if (cache != null) {
            measures.put("cacheHitCount", new Measure.Count(cache.hits()));
            measures.put("cacheMissCount", new Measure.Count(cache.misses()));
            measures.put("cacheHitRatio", new Measure.Share(cache.hits(), cache.hits() + cache.misses()));
        }
        return measures;
    }
}
