package billow.simulator.gateway;

import billow.model.archetype.Counter;
import billow.model.archetype.GraphApi;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A GraphQL API: throttle, cache, then the resolvers level by level, those of a level together. A request fails with
/// the first resolver that fails, once its level is done. A mutation that succeeds is told to subscribers.
public final class GraphActor implements Actor {
    private static final int OVERDUE = 0;
    private static final int AUTHORISER_OVERDUE = 1;

    /// What a call of this node is for.
    private static final int RESOLVER = 0;

    private static final int AUTHORISER = 1;

    /*
     * Columns of a request: a calls of its level that are open, or the call of the authoriser, b its depth, mark the
     * overhead after the last level, flaw 1 once a resolver has failed. The calls that are open stand in `pending`, by
     * row.
     */
    private final World world;
    private final Calls calls;
    private final int node;
    private final GraphApi spec;
    private final Resolvers resolvers;
    private final TokenBucket tokens;
    private final @Nullable Authoriser authoriser;
    private final @Nullable ResponseCache cache;
    private final Sampler overhead;
    private final Sampler response;
    private final Sampler update;
    private final Deadlines deadlines;
    private final Deadlines authoriserDeadlines;
    private int[][] pending = new int[64][];
    private Recorder book;
    private long clientErrors;
    private long serverErrors;
    private long resolved;
    private long updates;
    private long unauthorised;
    private long asked;

    public GraphActor(World world, int node, GraphApi spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        resolvers = new Resolvers(outgoing);
        tokens = new TokenBucket(spec.tokens().perSecond(), spec.tokens().burst());
        authoriser = Authoriser.of(spec.authorisation(), outgoing);
        var rule = spec.cache();
        cache = rule == null ? null : new ResponseCache(rule.ttlNanos(), rule.bytes());
        overhead = Sampler.of(spec.overhead());
        response = Sampler.of(spec.responseBytes());
        update = Sampler.of(spec.updateBytes());
        deadlines = new Deadlines(world, node, OVERDUE, spec.timeoutNanos());
        authoriserDeadlines = new Deadlines(
                world, node, AUTHORISER_OVERDUE, spec.authorisation().timeoutNanos());
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        long key = calls.key(call);
        long both = overhead.nanos(Key.mix(key, Stage.OVERHEAD));
        if (authoriser != null) both += authoriser.nanos(key);
        calls.spend(call, Cause.NETWORK, both);
        calls.mark(call, both - both / 2);
        if (!tokens.take(1, time)) reply(call, Outcome.THROTTLED, time + both);
        else if (authoriser == null) admitted(call, both / 2, time);
        else authorise(call, authoriser, both / 2, time);
    }

    /// @param there overhead before what the request is passed on to
    private void authorise(int call, Authoriser checks, long there, long time) {
        var function = checks.function();
        if (function == null || !checks.asks(calls.key(call), time, book.counts(time))) {
            authorised(call, checks, there, time);
            return;
        }
        if (book.counts(time)) asked++;
        int child = world.prepare(function, call, AUTHORISER, Key.mix(calls.key(call), function.key()), time + there);
        calls.a(call, child);
        calls.deadline(call, time + checks.timeoutNanos());
        authoriserDeadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    private void authorised(int call, Authoriser checks, long there, long time) {
        if (!checks.refuses(calls.key(call))) {
            admitted(call, there, time);
            return;
        }
        if (book.counts(time)) unauthorised++;
        reply(call, Outcome.CLIENT_ERROR, time + there + calls.mark(call));
    }

    /// What is billed: cache, resolvers.
    private void admitted(int call, long there, long time) {
        book.count(Counter.BILLED_REQUESTS, 1, time, calls.afterFailure(call));
        boolean mutation = mutation(call);
        if (cache != null && !mutation && cache.hit(calls.rank(call), time, book.counts(time))) {
            succeed(call, time + there + calls.mark(call));
            return;
        }
        if (resolvers.depth(mutation) == 0) {
            succeed(call, time + there + calls.mark(call));
            return;
        }
        calls.deadline(call, time + spec.timeoutNanos());
        deadlines.set(call, time);
        resolve(call, 0, time + there, time);
    }

    private boolean mutation(int call) {
        return Key.uniform(Key.mix(calls.key(call), Stage.OPERATION)) < spec.mutations();
    }

    /// Sends the calls of the next level that has any at `at`, or ends the request.
    private void resolve(int call, int from, long at, long now) {
        boolean mutation = mutation(call);
        for (int depth = from; depth < resolvers.depth(mutation); depth++) {
            int sent = prepare(call, depth, at);
            if (sent == 0) continue;
            calls.a(call, sent);
            calls.b(call, depth);
            // From the end: what is answered at once is replaced by what has been sent already.
            var open = pending(call, sent);
            for (int i = sent - 1; i >= 0; i--) world.dispatch(open[i], at);
            return;
        }
        if (cache != null && !mutation) cache.store(calls.rank(call), 1, now);
        succeed(call, at + calls.mark(call));
    }

    private int prepare(int call, int depth, long at) {
        int sent = 0;
        for (var wire : resolvers.level(mutation(call), depth)) {
            int times = Resolvers.times(wire, calls.key(call));
            for (int i = 0; i < times; i++) {
                long key = Key.mix(Key.mix(calls.key(call), wire.key()), i);
                pending(call, sent + 1)[sent] = world.prepare(wire, call, RESOLVER, key, at);
                sent++;
            }
        }
        if (book.counts(at)) resolved += sent;
        return sent;
    }

    private int[] pending(int call, int size) {
        if (call >= pending.length) pending = Arrays.copyOf(pending, Math.max(call + 1, 2 * pending.length));
        int[] own = pending[call];
        if (own == null) own = new int[4];
        if (own.length < size) own = Arrays.copyOf(own, Math.max(size, 2 * own.length));
        return pending[call] = own;
    }

    @Override
    public void answered(int call, int child, long time) {
        if (calls.site(child) == AUTHORISER) {
            decided(call, child, time);
            return;
        }
        int open = calls.a(call);
        var own = pending(call, open);
        for (int i = 0; i < open; i++)
            if (own[i] == child) {
                own[i] = own[open - 1];
                break;
            }
        calls.a(call, --open);
        if (calls.outcome(child) != Outcome.OK) calls.flaw(call, 1);
        if (open > 0) return;
        // The others of its level were done before: the level took as long as this one.
        calls.absorb(call, child);
        if (calls.flaw(call) == 0) resolve(call, calls.b(call) + 1, time, time);
        else reply(call, Outcome.SERVICE_ERROR, time + calls.mark(call));
    }

    /// The authoriser's function has answered; when it fails nobody is let in.
    private void decided(int call, int child, long time) {
        calls.absorb(call, child);
        calls.deadline(call, Long.MAX_VALUE);
        if (authoriser == null || calls.outcome(child) != Outcome.OK) {
            reply(call, Outcome.CLIENT_ERROR, time + calls.mark(call));
            return;
        }
        authoriser.learn(calls.key(call), time);
        authorised(call, authoriser, 0, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event == AUTHORISER_OVERDUE) {
            for (int call = authoriserDeadlines.due(time); call >= 0; call = authoriserDeadlines.due(time)) {
                // An authoriser that has answered leaves its deadline behind.
                if (calls.deadline(call) != time) continue;
                calls.abandon(calls.a(call));
                giveUp(call, Outcome.CLIENT_ERROR, time);
            }
            return;
        }
        for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) {
            var own = pending(call, calls.a(call));
            for (int i = 0; i < calls.a(call); i++) calls.abandon(own[i]);
            giveUp(call, Outcome.TIMEOUT, time);
        }
    }

    private void giveUp(int call, Outcome outcome, long time) {
        calls.spend(call, Cause.NETWORK, -calls.mark(call));
        calls.spend(call, Cause.RETRY, time - calls.start(call) - calls.spentInAll(call));
        reply(call, outcome, time);
    }

    private void succeed(int call, long time) {
        long key = calls.key(call);
        book.count(
                Counter.BYTES_OUT,
                (long) response.sample(Key.mix(key, Stage.RESPONSE)),
                time,
                calls.afterFailure(call));
        if (spec.subscribers() > 0 && mutation(call)) tell(key, time);
        reply(call, Outcome.OK, time);
    }

    private void tell(long key, long time) {
        long whole = (long) spec.subscribers();
        double part = spec.subscribers() - whole;
        long told = part > 0 && Key.uniform(Key.mix(key, Stage.UPDATE)) < part ? whole + 1 : whole;
        long bytes = (long) update.sample(Key.mix(key, Stage.PAYLOAD));
        if (book.counts(time)) updates += told;
        book.count(Counter.REALTIME_CHUNKS, told * Math.max(1, Math.ceilDiv(bytes, spec.updateChunkBytes())), time);
        book.count(Counter.BYTES_OUT, told * bytes, time);
    }

    private void reply(int call, Outcome outcome, long time) {
        if (book.counts(time)) {
            if (outcome == Outcome.THROTTLED || outcome == Outcome.CLIENT_ERROR) clientErrors++;
            else if (outcome != Outcome.OK) serverErrors++;
        }
        world.reply(call, outcome, time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("requests", new Measure.Count(book.offered()));
        measures.put("4XXError", new Measure.Count(clientErrors));
        measures.put("5XXError", new Measure.Count(serverErrors));
        measures.put("resolverCalls", new Measure.Count(resolved));
        measures.put("updates", new Measure.Count(updates));
        if (authoriser != null) authoriser.measures(measures, unauthorised, asked);
        if (cache != null)
            measures.put("cacheHitRatio", new Measure.Share(cache.hits(), cache.hits() + cache.misses()));
        return measures;
    }
}
