package billow.simulator.node;

import billow.model.archetype.TrafficSource;
import billow.model.data.DataTemplate;
import billow.model.expression.EvaluationFailure;
import billow.model.workload.Trace;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Draws;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.RequestBook;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Stream;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Clients: requests come by themselves, each makes attempts until one succeeds, the client gives up, or attempts run
/// out. A request is a call of this node; its attempts are calls of the nodes behind.
public final class TrafficActor implements Actor, Stream {
    private static final int RETRY = 0;
    private static final int OVERDUE = 1;
    private static final int USER = 2;

    private final World world;
    private final Calls calls;
    private final int node;
    private final TrafficSource spec;
    private final RequestBook requests;
    private final List<Wire> wires;
    private final @Nullable Choice choice;
    private final @Nullable ArrivalTimes arrivals;
    private final @Nullable Deadlines deadlines;
    private final Sampler network;
    private final Sampler payload;
    private final Sampler think;
    private final Ranks ranks;
    private final long key;
    private long number;
    private long nextArrival;
    private long attempts;
    private long retries;
    private long timeouts;

    /// @param trace what to replay, when arrivals come from a trace; already scaled
    public TrafficActor(
            World world,
            int node,
            String id,
            TrafficSource spec,
            List<Wire> wires,
            @Nullable Trace trace,
            RequestBook requests) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        this.wires = wires;
        this.requests = requests;
        key = world.keyOf(id);
        network = Sampler.of(spec.network());
        payload = Sampler.of(spec.payloadBytes());
        ranks = Ranks.of(spec.keys());
        choice = choice(wires);
        think = spec.arrivals() instanceof TrafficSource.Users users ? Sampler.of(users.thinkTime()) : network;
        arrivals = arrivals(spec, trace, key);
        deadlines = spec.timeoutNanos() > 0 ? new Deadlines(world, node, OVERDUE, spec.timeoutNanos()) : null;
    }

    private static @Nullable Choice choice(List<Wire> wires) {
        double[] weights = wires.stream().mapToDouble(w -> w.plan().share()).toArray();
        boolean any = false;
        for (double weight : weights) any |= weight > 0;
        return any ? Choice.of(weights) : null;
    }

    private static @Nullable ArrivalTimes arrivals(TrafficSource spec, @Nullable Trace trace, long key) {
        boolean flat = spec.shape() instanceof TrafficSource.Flat;
        return switch (spec.arrivals()) {
            case TrafficSource.Constant c ->
                c.perSecond() > 0 ? new ArrivalTimes.Even(c.perSecond() / 1e9, spec.shape()) : null;
            case TrafficSource.Poisson p ->
                flat
                        ? new ArrivalTimes.Steady(p.perSecond() / 1e9, key)
                        : new ArrivalTimes.Thinned(p.perSecond() / 1e9, spec.shape(), key);
            case TrafficSource.Trace t -> trace == null ? null : new ArrivalTimes.Replayed(trace, key);
            case TrafficSource.Users u -> null;
        };
    }

    @Override
    public void begin() {
        if (choice == null) return; // nobody to talk to
        if (spec.arrivals() instanceof TrafficSource.Users users)
            for (int user = 0; user < users.users(); user++)
                world.wakeAt(think.nanos(Key.mix(key, user, Stage.THINK)), node, USER, user);
        if (arrivals == null) return;
        nextArrival = arrivals.after(0, 0);
        world.kernel().add(this);
    }

    @Override
    public long next() {
        return nextArrival;
    }

    @Override
    public void fire(long time) {
        request(Key.mix(key, number), -1, time);
        number++;
        nextArrival = arrivals == null ? Long.MAX_VALUE : arrivals.after(time, number);
    }

    private void request(long requestKey, int user, long time) {
        int call = world.open(node, requestKey, time);
        requests.offered(time);
        calls.rank(call, ranks.draw(Key.mix(requestKey, Stage.RANK)));
        calls.bytes(call, (int) Math.min(Integer.MAX_VALUE, payload.sample(Key.mix(requestKey, Stage.PAYLOAD))));
        if (spec.body() != null) calls.data(call, body(spec.body(), call, time));
        calls.b(call, user);
        attempt(call, time);
    }

    private @Nullable JsonNode body(DataTemplate template, int call, long time) {
        try {
            var luck = Draws.of(Key.mix(calls.key(call), Stage.BODY));
            return template.render(null, calls.rank(call), luck, World.epochMillis(time));
        } catch (EvaluationFailure e) {
            return null; // an expression without a value: the request says nothing
        }
    }

    private void attempt(int call, long time) {
        int made = calls.attempt(call) + 1;
        calls.attempt(call, made);
        if (world.recorder(node).counts(time)) {
            attempts++;
            if (made > 1) retries++;
        }
        long own = Key.mix(calls.key(call), made, Stage.ATTEMPT);
        long both = network.nanos(Key.mix(own, Stage.NETWORK));
        long there = both / 2;
        calls.mark(call, both - there);
        calls.deadline(call, time); // when the attempt began
        calls.spend(call, Cause.NETWORK, both);
        Wire wire = wires.get(wireOf(calls.key(call)));
        int child = world.prepare(wire, call, wire.index(), own, time + there);
        calls.a(call, child);
        if (deadlines != null) deadlines.set(call, time);
        world.dispatch(child, time + there);
    }

    private int wireOf(long requestKey) {
        return choice == null || wires.size() == 1 ? 0 : choice.sample(Key.mix(requestKey, Stage.ROUTE));
    }

    @Override
    public boolean foldsAnswers() {
        return true;
    }

    @Override
    public void arrive(int call, long time) {
        throw new IllegalStateException("Nobody calls clients.");
    }

    @Override
    public void answered(int call, int child, long time) {
        long back = calls.mark(call);
        long end = time + back;
        long began = calls.deadline(call);
        int route = calls.route(child) >= 0 ? calls.route(child) : calls.site(child);
        if (spec.timeoutNanos() > 0 && end - began > spec.timeoutNanos()) {
            overdue(call, began + spec.timeoutNanos());
            return;
        }
        var outcome = calls.outcome(child);
        if (outcome == Outcome.OK || !Backoff.again(spec.retry(), outcome, calls.attempt(call))) {
            calls.absorb(call, child);
            finish(call, outcome, route, end);
            return;
        }
        // What a failed attempt took is time lost to retrying, its way there and back included.
        wasted(call, began, end);
        again(call, outcome, end);
    }

    /// Books the whole attempt as retrying: the network part was booked when it began.
    private void wasted(int call, long began, long end) {
        long own = Key.mix(calls.key(call), calls.attempt(call), Stage.ATTEMPT);
        calls.spend(call, Cause.NETWORK, -network.nanos(Key.mix(own, Stage.NETWORK)));
        calls.spend(call, Cause.RETRY, end - began);
    }

    private void again(int call, Outcome outcome, long time) {
        long own = Key.mix(calls.key(call), calls.attempt(call), Stage.BACKOFF);
        long pause = Backoff.nanos(spec.retry(), outcome, calls.attempt(call), false, own);
        calls.spend(call, Cause.RETRY, pause);
        calls.a(call, -1);
        calls.deadline(call, Long.MAX_VALUE);
        world.wakeAt(time + pause, node, RETRY, call);
    }

    private void overdue(int call, long time) {
        if (world.recorder(node).counts(time)) timeouts++;
        wasted(call, calls.deadline(call), time);
        if (Backoff.again(spec.retry(), Outcome.TIMEOUT, calls.attempt(call))) again(call, Outcome.TIMEOUT, time);
        else finish(call, Outcome.TIMEOUT, calls.site(call), time);
    }

    private void finish(int call, Outcome outcome, int route, long time) {
        requests.ended(calls, call, route, outcome, time);
        int user = calls.b(call);
        if (user >= 0) {
            long pause = think.nanos(Key.mix(calls.key(call), Stage.THINK));
            world.wakeAt(time + pause, node, USER, user);
        }
        world.reply(call, outcome, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case RETRY -> attempt(subject, time);
            case OVERDUE -> giveUp(time);
            default -> request(Key.mix(key, subject, number++), subject, time);
        }
    }

    private void giveUp(long time) {
        if (deadlines == null) return;
        for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) {
            // A request that is pausing, or on a later attempt, has a deadline of its own further on.
            if (calls.deadline(call) != time - spec.timeoutNanos()) continue;
            calls.abandon(calls.a(call));
            overdue(call, time);
        }
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("attempts", new Measure.Count(attempts));
        measures.put("retries", new Measure.Count(retries));
        measures.put("timeouts", new Measure.Count(timeouts));
        return measures;
    }
}
