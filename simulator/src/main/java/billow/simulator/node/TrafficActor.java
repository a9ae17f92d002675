package billow.simulator.node;

import billow.model.archetype.TrafficSource;
import billow.model.data.DataTemplate;
import billow.model.expression.EvaluationFailure;
import billow.model.kind.LinkKind;
import billow.model.workload.Trace;
import billow.simulator.client.Breaker;
import billow.simulator.client.Breakers;
import billow.simulator.client.HedgeDelay;
import billow.simulator.client.SdkClients;
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
import java.util.Arrays;
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
    private static final int HEDGE = 3;
    private static final int GO = 4;
    private static final int NONE = -1;
    private static final long LEAST_PAUSE = 1_000_000;

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
    private final @Nullable SdkClients clients;
    private final @Nullable Breakers breakers;
    private final @Nullable HedgeDelay hedge;
    private int[] second = new int[0];
    private final long key;
    private long number;
    private long nextArrival;
    private long attempts;
    private long retries;
    private long timeouts;
    private long forgone;
    private long hedged;
    private long refused;

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
        clients = spec.retry().hasQuota() ? new SdkClients() : null;
        breakers = spec.guard().breaker() != null ? new Breakers() : null;
        var hedgeSpec = spec.guard().hedge();
        hedge = hedgeSpec == null ? null : new HedgeDelay(hedgeSpec);
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
        calls.attempt(call, calls.attempt(call) + 1);
        var breaker = breaker(call);
        if (breaker != null && !breaker.lets(time)) {
            if (world.recorder(node).counts(time)) refused++;
            finish(
                    call,
                    Outcome.SERVICE_ERROR,
                    wires.get(wireOf(calls.key(call))).index(),
                    time);
            return;
        }
        long start = clients == null ? time : clients.send(client(call), spec.retry(), time);
        if (start == time) {
            go(call, time);
            return;
        }
        calls.spend(call, Cause.RETRY, start - time);
        calls.a(call, NONE);
        world.wakeAt(start, node, GO, call);
    }

    private void go(int call, long time) {
        int made = calls.attempt(call);
        if (world.recorder(node).counts(time)) {
            attempts++;
            if (made > 1) retries++;
        }
        long own = Key.mix(calls.key(call), made, Stage.ATTEMPT);
        long both = network.nanos(Key.mix(own, Stage.NETWORK));
        // Who hedges knows of an answer when it comes: its way back is laid into its way there.
        long there = hedge == null ? both / 2 : both;
        calls.mark(call, both - there);
        calls.deadline(call, time); // when the attempt began
        calls.spend(call, Cause.NETWORK, both);
        Wire wire = wires.get(wireOf(calls.key(call)));
        int child = world.prepare(wire, call, wire.index(), own, time + there);
        calls.a(call, child);
        if (deadlines != null) deadlines.set(call, time);
        if (hedge != null) expect(call, hedge.nanos(), time);
        world.dispatch(child, time + there);
    }

    private void expect(int call, long delay, long time) {
        if (call >= second.length) second = Arrays.copyOf(second, Math.max(call + 1, 2 * second.length));
        second[call] = NONE;
        if (delay < Long.MAX_VALUE) world.wakeFor(call, Math.addExact(time, delay), HEDGE);
    }

    /// The first attempt has not been answered in time: a second goes out beside it.
    private void second(int call, long time) {
        if (calls.a(call) < 0) return;
        if (world.recorder(node).counts(time)) {
            attempts++;
            hedged++;
        }
        long own = Key.mix(Key.mix(calls.key(call), calls.attempt(call), Stage.ATTEMPT), Stage.HEDGE);
        long there = network.nanos(Key.mix(own, Stage.NETWORK));
        Wire wire = wires.get(wireOf(calls.key(call)));
        second[call] = world.prepare(wire, call, wire.index(), own, time + there);
        world.dispatch(second[call], time + there);
    }

    /// Which of the SDK clients makes the request.
    private int client(int call) {
        if (spec.clients() == 1) return 0;
        int user = calls.b(call);
        return user >= 0
                ? user % spec.clients()
                : (int) (Key.uniform(Key.mix(calls.key(call), Stage.CLIENT)) * spec.clients());
    }

    private @Nullable Breaker breaker(int call) {
        var breaker = spec.guard().breaker();
        return breakers == null || breaker == null ? null : breakers.of(client(call), breaker);
    }

    private int wireOf(long requestKey) {
        return choice == null || wires.size() == 1 ? 0 : choice.sample(Key.mix(requestKey, Stage.ROUTE));
    }

    @Override
    public boolean foldsAnswers() {
        return clients == null && breakers == null && hedge == null; // else their order decides
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
        var outcome = calls.outcome(child);
        int route = calls.route(child) >= 0 ? calls.route(child) : calls.site(child);
        if (hedge != null) {
            if (outcome.retryable() && keepOther(call, child)) return;
            giveUpOther(call, child);
        }
        if (spec.timeoutNanos() > 0 && end - began > spec.timeoutNanos()) {
            overdue(call, began + spec.timeoutNanos());
            return;
        }
        heard(call, outcome, end);
        if (outcome == Outcome.OK || !again(call, outcome, false, end)) {
            if (hedge != null) {
                if (outcome == Outcome.OK) hedge.heard(end - began);
                answeredByEither(call, child, began, end);
            }
            calls.absorb(call, child);
            finish(call, outcome, route, end);
            return;
        }
        // What a failed attempt took is time lost to retrying, its way there and back included.
        wasted(call, began, end);
        pause(call, outcome, end);
    }

    /// Books the wait before a second attempt that was answered, and its network instead of the first's.
    private void answeredByEither(int call, int child, long began, long end) {
        long first = Key.mix(calls.key(call), calls.attempt(call), Stage.ATTEMPT);
        long network = calls.start(child) - began;
        long booked = this.network.nanos(Key.mix(first, Stage.NETWORK));
        if (network != booked) calls.spend(call, Cause.RETRY, network - booked);
    }

    /// After a failure: whether the other attempt is still under way and decides.
    private boolean keepOther(int call, int child) {
        if (second[call] == NONE) return false;
        if (child != second[call]) calls.a(call, second[call]);
        second[call] = NONE;
        return true;
    }

    private void giveUpOther(int call, int child) {
        calls.forgetDue(call);
        if (second[call] == NONE) return;
        calls.abandon(child == second[call] ? calls.a(call) : second[call]);
        second[call] = NONE;
    }

    /// Tells the SDK client and the breaker how an attempt ended.
    private void heard(int call, Outcome outcome, long time) {
        if (clients != null) clients.heard(client(call), spec.retry(), call, calls.attempt(call), outcome, time);
        var breaker = breaker(call);
        if (breaker != null) breaker.heard(outcome != Outcome.OK && outcome != Outcome.CLIENT_ERROR, time);
    }

    /// Whether another attempt follows.
    private boolean again(int call, Outcome outcome, boolean own, long time) {
        if (!Backoff.again(spec.retry(), outcome, calls.attempt(call), isTable(call))) return false;
        if (clients == null || clients.pay(client(call), spec.retry(), call, outcome, own)) return true;
        if (world.recorder(node).counts(time)) forgone++;
        return false;
    }

    private boolean isTable(int call) {
        return wires.get(wireOf(calls.key(call))).kind() == LinkKind.OPERATE;
    }

    /// Books the whole attempt as retrying: the network part was booked when it began.
    private void wasted(int call, long began, long end) {
        long own = Key.mix(calls.key(call), calls.attempt(call), Stage.ATTEMPT);
        calls.spend(call, Cause.NETWORK, -network.nanos(Key.mix(own, Stage.NETWORK)));
        calls.spend(call, Cause.RETRY, end - began);
    }

    private void pause(int call, Outcome outcome, long time) {
        long own = Key.mix(calls.key(call), calls.attempt(call), Stage.BACKOFF);
        long pause = Backoff.nanos(spec.retry(), outcome, calls.attempt(call), isTable(call), own);
        calls.spend(call, Cause.RETRY, pause);
        calls.a(call, NONE);
        calls.deadline(call, Long.MAX_VALUE);
        world.wakeAt(time + pause, node, RETRY, call);
    }

    private void overdue(int call, long time) {
        if (world.recorder(node).counts(time)) timeouts++;
        heard(call, Outcome.TIMEOUT, time);
        wasted(call, calls.deadline(call), time);
        if (again(call, Outcome.TIMEOUT, true, time)) pause(call, Outcome.TIMEOUT, time);
        else finish(call, Outcome.TIMEOUT, wires.get(wireOf(calls.key(call))).index(), time);
    }

    private void finish(int call, Outcome outcome, int route, long time) {
        requests.ended(calls, call, route, outcome, time);
        int user = calls.b(call);
        if (user >= 0) {
            long pause = think.nanos(Key.mix(calls.key(call), Stage.THINK));
            if (breakers != null) pause = Math.max(pause, LEAST_PAUSE); // what is refused takes no time
            world.wakeAt(time + pause, node, USER, user);
        }
        world.reply(call, outcome, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case RETRY -> attempt(subject, time);
            case OVERDUE -> giveUp(time);
            case GO -> go(subject, time);
            case HEDGE -> {
                if (calls.takeDue(subject, node, time)) second(subject, time);
            }
            default -> request(Key.mix(key, subject, number++), subject, time);
        }
    }

    private void giveUp(long time) {
        if (deadlines == null) return;
        for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) {
            // A request that is pausing, or on a later attempt, has a deadline of its own further on.
            if (calls.deadline(call) != time - spec.timeoutNanos()) continue;
            if (hedge != null) giveUpOther(call, NONE);
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
        measures.put(
                "attemptsPerRequest",
                new Measure.Mean(attempts, world.recorder(node).offered()));
        if (clients != null) measures.put("retriesForgone", new Measure.Count(forgone));
        if (hedge != null) measures.put("hedges", new Measure.Count(hedged));
        if (breakers != null) measures.put("refusedByBreaker", new Measure.Count(refused));
        return measures;
    }
}
