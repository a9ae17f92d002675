package billow.simulator.function;

import billow.model.archetype.Guard;
import billow.model.archetype.Interaction;
import billow.model.archetype.RetryPolicy;
import billow.model.kind.LinkKind;
import billow.simulator.client.Breakers;
import billow.simulator.client.HedgeDelay;
import billow.simulator.client.SdkClients;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls a handler makes: attempts with their timeouts, retries by the SDK, hedges, circuit breakers.
///
/// SDK clients live as long as their environment. Links of one sort and one retry policy share a client, as handlers
/// make one for each service; a circuit breaker belongs to one link.
final class HandlerCalls {
    /// What becomes of a handler.
    interface Handler {
        /// The step is done, the handler goes on.
        void went(int call, int step, long time);

        /// The call failed for good, and the handler with it.
        void failed(int call, long time);

        /// The handler will be stopped at its deadline, although it would have waited until `until`.
        void late(int call, long until);
    }

    private static final int NONE = -1;

    private final World world;
    private final Calls calls;
    private final Steps steps;
    private final Handler handler;
    private final @Nullable SdkClients clients;
    private final @Nullable Breakers breakers;
    private final @Nullable HedgeDelay[] hedges;
    private final boolean hedging;
    private final int[] clientOf;
    private final int perEnvironment;
    private Recorder recorder;
    private final IntStack provisioned = new IntStack();
    private int provisionedSlots;
    private int[] place = new int[64];
    private int[] second = new int[64];
    private long[] began = new long[64];
    private long wanted;
    private long attempts;
    private long forgone;
    private long hedged;
    private long refused;

    HandlerCalls(World world, Steps steps, Handler handler) {
        this.world = world;
        this.calls = world.calls();
        this.steps = steps;
        recorder = new Recorder(world.window());
        this.handler = handler;
        var wires = steps.wires();
        clientOf = new int[wires.length];
        hedges = new HedgeDelay[wires.length];
        record Sort(LinkKind kind, RetryPolicy policy) {}
        var sorts = new HashMap<Sort, Integer>();
        boolean quota = false;
        boolean breaking = false;
        boolean any = false;
        for (int i = 0; i < wires.length; i++) {
            var plan = wires[i].plan();
            clientOf[i] = sorts.computeIfAbsent(new Sort(wires[i].kind(), plan.retry()), s -> sorts.size());
            quota |= plan.retry().hasQuota();
            breaking |= plan.guard().breaker() != null;
            var hedge = plan.guard().hedge();
            if (hedge != null) hedges[i] = new HedgeDelay(hedge);
            any |= hedge != null;
        }
        hedging = any;
        perEnvironment = Math.max(1, Math.max(sorts.size(), wires.length));
        clients = quota ? new SdkClients() : null;
        breakers = breaking ? new Breakers() : null;
        Arrays.fill(second, NONE);
    }

    /// @param recorder says what counts
    void begin(Recorder recorder) {
        this.recorder = recorder;
    }

    /// Whether answers may be handed over ahead of their time: of two attempts the order of the answers decides.
    boolean foldsAnswers() {
        return !hedging;
    }

    /// An environment takes an invocation.
    ///
    /// @param fresh whether it is new
    void enter(int call, int env, boolean fresh) {
        if (clients == null && breakers == null) return;
        if (call >= place.length) place = Arrays.copyOf(place, Math.max(call + 1, 2 * place.length));
        if (env >= 0) place[call] = 2 * env;
        else place[call] = 2 * (provisioned.isEmpty() ? provisionedSlots++ : provisioned.pop()) + 1;
        if (fresh) renew(call);
    }

    private void renew(int call) {
        for (int i = 0; i < perEnvironment; i++) {
            if (clients != null) clients.renew(place[call] * perEnvironment + i);
            if (breakers != null) breakers.renew(place[call] * perEnvironment + i);
        }
    }

    /// The invocation has ended.
    ///
    /// @param reset whether the environment will be initialised anew
    void leave(int call, boolean reset) {
        if (clients == null && breakers == null) return;
        if (reset) renew(call);
        if ((place[call] & 1) == 1) provisioned.push(place[call] >> 1);
    }

    /// Makes the first attempt of a step.
    void make(int call, int step, long time) {
        calls.attempt(call, 1);
        if (recorder.counts(time)) wanted++;
        attempt(call, step, time);
    }

    private void attempt(int call, int step, long time) {
        var wire = steps.wire(step);
        if (!lets(call, step, wire, time)) {
            if (recorder.counts(time)) refused++;
            handler.failed(call, time);
            return;
        }
        long start = time;
        if (clients != null) {
            start = clients.send(client(call, step), wire.plan().retry(), time);
            calls.spend(call, Cause.RETRY, start - time);
            if (start > calls.deadline(call)) {
                handler.late(call, start);
                return;
            }
        }
        if (recorder.counts(start)) attempts++;
        int child = world.prepare(wire, call, step, Steps.key(calls.key(call), wire, step, calls.attempt(call)), start);
        calls.b(call, child);
        long patience = wire.plan().timeoutNanos();
        long hedge = hedging ? begin(call, step, start) : Long.MAX_VALUE;
        if (hedge < Long.MAX_VALUE && (patience == 0 || hedge < patience))
            world.wakeFor(call, start + hedge, PoolActor.HEDGE);
        else if (patience > 0) world.wakeFor(call, start + patience, PoolActor.CALL_OVERDUE);
        world.dispatch(child, start);
    }

    private long begin(int call, int step, long start) {
        if (call >= second.length) {
            int old = second.length;
            second = Arrays.copyOf(second, Math.max(call + 1, 2 * old));
            Arrays.fill(second, old, second.length, NONE);
            began = Arrays.copyOf(began, second.length);
        }
        second[call] = NONE;
        began[call] = start;
        var hedge = hedges[Steps.link(step)];
        return hedge == null ? Long.MAX_VALUE : hedge.nanos();
    }

    /// The first attempt has not been answered in time: a second goes out beside it.
    void hedge(int call, long time) {
        int first = calls.b(call);
        if (first < 0) return;
        int step = calls.site(first);
        var wire = steps.wire(step);
        long key = Key.mix(Steps.key(calls.key(call), wire, step, calls.attempt(call)), Stage.HEDGE);
        if (recorder.counts(time)) {
            attempts++;
            hedged++;
        }
        int child = world.prepare(wire, call, step, key, time);
        second[call] = child;
        long patience = wire.plan().timeoutNanos();
        if (patience > 0) world.wakeFor(call, began[call] + patience, PoolActor.CALL_OVERDUE);
        world.dispatch(child, time);
    }

    void answered(int call, int child, long time) {
        int step = calls.site(child);
        var wire = steps.wire(step);
        long patience = wire.plan().timeoutNanos();
        var outcome = calls.outcome(child);
        boolean good = outcome == Outcome.OK || outcome == Outcome.CLIENT_ERROR;
        long start = calls.start(child);
        if (hedging) {
            if (!good && keepOther(call, child)) return;
            giveUpOther(call, child);
            start = began[call];
        }
        calls.b(call, NONE);
        calls.forgetDue(call);
        if (patience > 0 && time - start > patience) {
            failed(call, step, Outcome.TIMEOUT, true, start, start + patience);
        } else if (good) {
            heard(call, step, wire, outcome, time);
            calls.spend(call, Cause.RETRY, calls.start(child) - start);
            calls.absorb(call, child);
            handler.went(call, step, time);
        } else {
            failed(call, step, outcome, false, start, time);
        }
    }

    /// After a failure: whether the other attempt is still under way and decides.
    private boolean keepOther(int call, int child) {
        int other = child == second[call] ? calls.b(call) : second[call];
        if (second[call] == NONE) return false;
        calls.b(call, other);
        second[call] = NONE;
        return true;
    }

    private void giveUpOther(int call, int child) {
        if (second[call] == NONE) return;
        calls.abandon(child == second[call] ? calls.b(call) : second[call]);
        second[call] = NONE;
    }

    /// Gives up waiting for an answer that has not come in time.
    void overdue(int call, long time) {
        int pending = calls.b(call);
        if (pending < 0) return;
        int step = calls.site(pending);
        long start = abandon(call, pending);
        calls.b(call, NONE);
        failed(call, step, Outcome.TIMEOUT, true, start, time);
    }

    /// Nobody waits for what the handler has under way any more.
    ///
    /// @return when the attempt began
    long abandon(int call, int pending) {
        calls.abandon(pending);
        if (!hedging) return calls.start(pending);
        if (second[call] != NONE) calls.abandon(second[call]);
        second[call] = NONE;
        return began[call];
    }

    /// The handler is stopped while it waits.
    void stopped(int call, int pending, long time) {
        calls.spend(call, Cause.RETRY, time - abandon(call, pending));
    }

    private void failed(int call, int step, Outcome outcome, boolean own, long start, long time) {
        calls.spend(call, Cause.RETRY, time - start);
        var wire = steps.wire(step);
        heard(call, step, wire, outcome, time);
        var policy = wire.plan().retry();
        boolean table = wire.interaction() instanceof Interaction.Operate;
        int made = calls.attempt(call);
        if (!(own || Steps.retryable(wire, outcome))
                || made >= policy.attempts(table)
                || !pay(call, step, policy, outcome, own, time)) {
            if (time > calls.deadline(call)) handler.late(call, time);
            else handler.failed(call, time);
            return;
        }
        long key = Key.mix(Steps.key(calls.key(call), wire, step, made), Stage.BACKOFF);
        long next = time + Backoff.nanos(policy, outcome, made, table, key);
        calls.spend(call, Cause.RETRY, next - time);
        if (next > calls.deadline(call)) {
            handler.late(call, next);
            return;
        }
        calls.attempt(call, made + 1);
        attempt(call, step, next);
    }

    private boolean pay(int call, int step, RetryPolicy policy, Outcome outcome, boolean own, long time) {
        if (clients == null || clients.pay(client(call, step), policy, call, outcome, own)) return true;
        if (recorder.counts(time)) forgone++;
        return false;
    }

    private int client(int call, int step) {
        return place[call] * perEnvironment + clientOf[Steps.link(step)];
    }

    private boolean lets(int call, int step, Wire wire, long time) {
        var spec = wire.plan().guard().breaker();
        return spec == null
                || breakers == null
                || breakers.of(place[call] * perEnvironment + Steps.link(step), spec)
                        .lets(time);
    }

    /// Tells clients, breakers and hedges how an attempt ended.
    private void heard(int call, int step, Wire wire, Outcome outcome, long time) {
        int link = Steps.link(step);
        boolean bad = outcome != Outcome.OK && outcome != Outcome.CLIENT_ERROR;
        if (clients != null)
            clients.heard(client(call, step), wire.plan().retry(), call, calls.attempt(call), outcome, time);
        Guard.@Nullable Breaker spec = wire.plan().guard().breaker();
        if (spec != null && breakers != null)
            breakers.of(place[call] * perEnvironment + link, spec).heard(bad, time);
        var hedge = hedges[link];
        if (hedge != null && !bad) hedge.heard(time - began[call]);
    }

    /// What is reported of the calls; nothing for a handler that makes none.
    void measures(Map<String, Measure> measures) {
        if (steps.isEmpty()) return;
        measures.put("attemptsPerCall", new Measure.Mean(attempts, wanted));
        if (clients != null) measures.put("retriesForgone", new Measure.Count(forgone));
        if (hedging) measures.put("hedges", new Measure.Count(hedged));
        if (breakers != null) measures.put("refusedByBreaker", new Measure.Count(refused));
    }
}
