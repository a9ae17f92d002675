package billow.simulator.gateway;

import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Disturbance;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An API: route, throttle, authoriser, API key and quota, validation, cache, mapping, integration. It never retries
/// an integration; one that is slower than the timeout runs on while the caller gets its 504.
///
/// Only requests that pass throttle, authoriser, key and quota are billed.
public final class GatewayActor implements Actor {
    private static final int OVERDUE = 0;
    private static final int AUTHORISER_OVERDUE = 1;

    /*
     * Columns of a request: a the call it waits for, b what it has passed (flags), mark the part of the overhead that
     * comes after the integration, attempt 1 once the part before it is over. Its route and its API key are drawn from
     * its key, the same each time.
     */
    private static final int BILLED = 1;
    private static final int CACHEABLE = 2;
    private static final int INTEGRATION = 0;
    private static final int AUTHORISER = 1;

    private final World world;
    private final Calls calls;
    private final int node;
    private final Gateway spec;
    private final Routes routes;
    private final Throttle throttle;
    private final @Nullable Authoriser authoriser;
    private final @Nullable KeyHolders keys;
    private final @Nullable StageCache cache;
    private final Sampler cached;
    private final Sampler overhead;
    private final @Nullable Sampler edge;
    private final @Nullable Sampler mapping;
    private final Sampler response;
    private final Deadlines deadlines;
    private final Deadlines authoriserDeadlines;
    private final GatewayBook book;

    public GatewayActor(World world, int node, Gateway spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        routes = new Routes(spec, outgoing);
        throttle = new Throttle(
                spec.stage(), spec.method(), routes.size(), world.account().api());
        authoriser = Authoriser.of(spec.authorisation(), outgoing);
        var plan = spec.plan();
        keys = plan == null ? null : new KeyHolders(plan);
        var cacheSpec = spec.cache();
        cache = StageCache.of(spec, routes);
        overhead = Sampler.of(spec.overhead());
        cached = cacheSpec == null ? overhead : Sampler.of(cacheSpec.latency());
        var edgeLaw = spec.edge();
        edge = edgeLaw == null ? null : Sampler.of(edgeLaw);
        var mappingSpec = spec.mapping();
        mapping = mappingSpec == null ? null : Sampler.of(mappingSpec.time());
        response = Sampler.of(spec.responseBytes());
        deadlines = new Deadlines(world, node, OVERDUE, spec.integrationTimeoutNanos());
        authoriserDeadlines =
                new Deadlines(world, node, AUTHORISER_OVERDUE, authoriser == null ? 0 : authoriser.timeoutNanos());
        book = new GatewayBook(new Recorder(world.window()));
    }

    @Override
    public void begin() {
        book.begin(world.recorder(node));
    }

    @Override
    public boolean foldsAnswers() {
        return cache == null && (authoriser == null || authoriser.function() == null);
    }

    @Override
    public void arrive(int call, long time) {
        int route = route(call);
        if (route < 0 && !spec.mock()) {
            end(call, Outcome.CLIENT_ERROR, time); // 403 MissingAuthenticationToken
            return;
        }
        int holder = holder(call);
        if (!throttle.admit(keys == null ? null : keys.bucket(holder), routes.settings(route), time)) {
            book.throttled(time);
            end(call, Outcome.THROTTLED, time);
            return;
        }
        if (authoriser == null) admitted(call, route, holder, time);
        else authorise(call, authoriser, time);
    }

    private int route(int call) {
        int wire = calls.wire(call);
        return routes.pick(wire < 0 ? null : world.wires().get(wire).plan().route(), calls.key(call));
    }

    private int holder(int call) {
        return keys == null ? KeyHolders.NOBODY : keys.of(calls.key(call));
    }

    private void authorise(int call, Authoriser checks, long time) {
        var function = checks.function();
        if (function == null
                || !checks.asks(calls.key(call), time, book.recorder().counts(time))) {
            authorised(call, checks, time);
            return;
        }
        book.asked(time);
        long there = there(call);
        int child = world.prepare(function, call, AUTHORISER, Key.mix(calls.key(call), function.key()), time + there);
        calls.a(call, child);
        calls.deadline(call, time + checks.timeoutNanos());
        authoriserDeadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    private void authorised(int call, Authoriser checks, long time) {
        if (!checks.refuses(calls.key(call))) {
            admitted(call, route(call), holder(call), time);
            return;
        }
        book.unauthorised(time);
        end(call, Outcome.CLIENT_ERROR, time);
    }

    /// Key and quota, then what is billed: validation, cache, integration.
    private void admitted(int call, int route, int holder, long time) {
        long key = calls.key(call);
        if (keys != null) {
            if (holder == KeyHolders.NOBODY) {
                end(call, Outcome.CLIENT_ERROR, time);
                return;
            }
            if (!keys.use(holder, time)) {
                book.overQuota(time);
                end(call, Outcome.THROTTLED, time);
                return;
            }
        }
        calls.b(call, BILLED);
        book.recorder().count(Counter.BILLED_REQUESTS, 1, time, calls.afterFailure(call));
        if (route >= 0) calls.route(call, routes.wire(route).index());
        if (routes.isCanary(route)) book.canary(time);
        if (invalid(call, key)) {
            book.invalid(time);
            end(call, Outcome.CLIENT_ERROR, time);
            return;
        }
        var lookup = cache == null
                ? StageCache.Lookup.ASIDE
                : cache.lookUp(
                        key, calls.rank(call), route, time, book.recorder().counts(time));
        if (lookup == StageCache.Lookup.MISS) calls.b(call, BILLED | CACHEABLE);
        if (lookup == StageCache.Lookup.HIT) fromCache(call, time);
        else if (lookup == StageCache.Lookup.FORBIDDEN) end(call, Outcome.CLIENT_ERROR, time);
        else if (spec.mock()) end(call, Outcome.OK, time);
        else integrate(call, routes.wire(route), time);
    }

    private boolean invalid(int call, long key) {
        var rule = spec.validation();
        return calls.bytes(call) > rule.maxBytes()
                || rule.invalid() > 0 && Key.uniform(Key.mix(key, Stage.INVALID)) < rule.invalid();
    }

    private void integrate(int call, Wire wire, long time) {
        long there = calls.attempt(call) == 0 ? there(call) : 0;
        if (mapping != null) {
            long both = mapping.nanos(Key.mix(calls.key(call), Stage.MAPPING));
            calls.spend(call, Cause.NETWORK, both);
            calls.mark(call, calls.mark(call) + both - both / 2);
            there += both / 2;
        }
        int child = world.prepare(wire, call, INTEGRATION, Key.mix(calls.key(call), wire.key()), time + there);
        var templates = spec.mapping();
        if (templates != null)
            calls.bytes(child, (int) Math.min(Integer.MAX_VALUE, calls.bytes(call) * templates.factor()));
        calls.a(call, child);
        calls.deadline(call, time + spec.integrationTimeoutNanos());
        deadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    /// Spends the overhead of a request; returns the part of it that comes before what it is passed on to.
    private long there(int call) {
        long both = both(call);
        calls.spend(call, Cause.NETWORK, both);
        calls.mark(call, both - both / 2);
        calls.attempt(call, 1);
        return both / 2;
    }

    /// What the gateway adds to a request, templates aside.
    private long both(int call) {
        long key = calls.key(call);
        long both = overhead.nanos(Key.mix(key, Stage.OVERHEAD));
        if (edge != null) both += edge.nanos(Key.mix(key, Stage.EDGE));
        return authoriser == null ? both : both + authoriser.nanos(key);
    }

    @Override
    public void struck(Disturbance.Strike strike, long time) {
        if (cache != null && strike instanceof Disturbance.Flush) cache.clear();
    }

    @Override
    public void answered(int call, int child, long time) {
        if (calls.site(child) == AUTHORISER) {
            decided(call, child, time);
            return;
        }
        if (time > calls.deadline(call)) {
            overdue(call, Outcome.TIMEOUT, calls.deadline(call));
            return;
        }
        calls.absorb(call, child);
        var outcome = handedOver(call, calls.outcome(child));
        book.integrated(time - calls.start(child), time);
        if (cache != null && (calls.b(call) & CACHEABLE) != 0 && outcome == Outcome.OK) {
            int route = routes.indexOf(world.wires().get(calls.wire(child)));
            cache.store(calls.rank(call), route, responseBytes(call), time);
        }
        long stream = outcome == Outcome.OK ? streamNanos(call) : 0;
        if (stream > 0 && time + stream > calls.deadline(call)) {
            overdue(call, Outcome.TIMEOUT, calls.deadline(call));
            return;
        }
        calls.spend(call, Cause.NETWORK, stream);
        reply(call, outcome, time + stream + calls.mark(call));
    }

    /// What the client sees of an integration's outcome; a response that is too large to be gathered is a 500.
    private Outcome handedOver(int call, Outcome outcome) {
        if (outcome == Outcome.OK
                && spec.streaming() == null
                && responseBytes(call) > spec.validation().maxBytes()) return Outcome.SERVICE_ERROR;
        return translate(outcome);
    }

    private long responseBytes(int call) {
        return (long) response.sample(Key.mix(calls.key(call), Stage.RESPONSE));
    }

    /// Time a streamed response takes beyond what is not slowed down.
    private long streamNanos(int call) {
        var streaming = spec.streaming();
        if (streaming == null) return 0;
        return (long) (Math.max(0, responseBytes(call) - streaming.freeBytes()) / streaming.bytesPerSecond() * 1e9);
    }

    /// The authoriser's function has answered; when it fails the caller gets a 500.
    private void decided(int call, int child, long time) {
        calls.absorb(call, child);
        calls.deadline(call, Long.MAX_VALUE);
        if (authoriser == null || calls.outcome(child) != Outcome.OK) {
            end(call, Outcome.SERVICE_ERROR, time);
            return;
        }
        authoriser.learn(calls.key(call), time);
        authorised(call, authoriser, time);
    }

    /// What the client sees of an integration's outcome: errors of functions and throttled integrations are 5xx.
    static Outcome translate(Outcome outcome) {
        return switch (outcome) {
            case OK, CLIENT_ERROR -> outcome;
            case THROTTLED, FUNCTION_ERROR, SERVICE_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> Outcome.SERVICE_ERROR;
        };
    }

    @Override
    public void wake(int event, int subject, long time) {
        boolean integration = event == OVERDUE;
        var due = integration ? deadlines : authoriserDeadlines;
        for (int call = due.due(time); call >= 0; call = due.due(time)) {
            // An authoriser that has answered leaves its deadline behind.
            if (!integration && calls.deadline(call) != time) continue;
            calls.abandon(calls.a(call));
            overdue(call, integration ? Outcome.TIMEOUT : Outcome.SERVICE_ERROR, time);
        }
    }

    /// The caller gets 504, or 500 for an authoriser; what the gateway has waited counts as waiting in vain.
    private void overdue(int call, Outcome outcome, long time) {
        calls.spend(call, Cause.NETWORK, -both(call));
        if (mapping != null && (calls.b(call) & BILLED) != 0)
            calls.spend(call, Cause.NETWORK, -mapping.nanos(Key.mix(calls.key(call), Stage.MAPPING)));
        calls.spend(call, Cause.RETRY, time - calls.start(call) - calls.spentInAll(call));
        reply(call, outcome, time);
    }

    private void fromCache(int call, long time) {
        if (calls.attempt(call) > 0) {
            end(call, Outcome.OK, time);
            return;
        }
        long key = Key.mix(calls.key(call), Stage.OVERHEAD);
        long nanos = both(call) - overhead.nanos(key) + cached.nanos(key);
        calls.spend(call, Cause.NETWORK, nanos);
        reply(call, Outcome.OK, time + nanos);
    }

    /// Ends a call that never went to an integration.
    private void end(int call, Outcome outcome, long time) {
        long there = calls.attempt(call) == 0 ? there(call) : 0;
        reply(call, outcome, time + there + calls.mark(call));
    }

    private void reply(int call, Outcome outcome, long time) {
        boolean again = calls.afterFailure(call);
        boolean billed = (calls.b(call) & BILLED) != 0 && spec.chunkBytes() > 0;
        if (outcome == Outcome.OK) {
            long size = responseBytes(call);
            book.recorder().count(Counter.BYTES_OUT, size, time, again);
            var streaming = spec.streaming();
            if (streaming != null && size > streaming.requestBytes())
                book.recorder()
                        .count(Counter.BILLED_REQUESTS, Math.ceilDiv(size, streaming.requestBytes()) - 1, time, again);
            if (billed) book.recorder().count(Counter.BILLED_CHUNKS, chunks(call, size), time, again);
        } else if (billed) {
            book.recorder().count(Counter.BILLED_CHUNKS, chunks(call, 0), time, again);
        }
        book.answered(outcome, time);
        world.reply(call, outcome, time);
    }

    private long chunks(int call, long responseBytes) {
        return Math.max(1, Math.ceilDiv(Math.max(calls.bytes(call), responseBytes), spec.chunkBytes()));
    }

    @Override
    public Map<String, Slices> slices() {
        return book.slices();
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = book.measures();
        book.cache(measures, cache);
        book.authoriser(measures, authoriser);
        if (keys != null) book.plan(measures);
        if (spec.validation().invalid() > 0) book.validation(measures);
        if (spec.release().canary() > 0) book.canary(measures);
        return measures;
    }
}
