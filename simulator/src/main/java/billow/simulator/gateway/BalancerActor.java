package billow.simulator.gateway;

import billow.model.archetype.Counter;
import billow.model.archetype.LoadBalancer;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A load balancer: rule, target, answer. It throttles nothing; a target that is silent for longer than the idle
/// timeout runs on while the client gets its 504.
public final class BalancerActor implements Actor {
    private static final int OVERDUE = 0;

    private final World world;
    private final Calls calls;
    private final int node;
    private final LoadBalancer spec;
    private final Targets targets;
    private final boolean authenticates;
    private final CapacityUse use;
    private final Sampler overhead;
    private final Sampler response;
    private final Deadlines deadlines;
    private Recorder book;
    private long clientErrors;
    private long serverErrors;
    private long unauthenticated;
    private long answers;
    private long answerMicros;

    public BalancerActor(World world, int node, LoadBalancer spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        authenticates = outgoing.stream().anyMatch(w -> w.kind() == LinkKind.AUTHORISE);
        targets = new Targets(
                spec,
                outgoing.stream().filter(w -> w.kind() != LinkKind.AUTHORISE).toList());
        use = new CapacityUse(spec, world.window());
        overhead = Sampler.of(spec.overhead());
        response = Sampler.of(spec.responseBytes());
        deadlines = new Deadlines(world, node, OVERDUE, spec.idleTimeoutNanos());
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public boolean foldsAnswers() {
        return !targets.counts();
    }

    @Override
    public void arrive(int call, long time) {
        long key = calls.key(call);
        use.request(time);
        long both = overhead.nanos(Key.mix(key, Stage.OVERHEAD));
        calls.spend(call, Cause.NETWORK, both);
        calls.mark(call, both - both / 2);
        if (authenticates && spec.refused() > 0 && Key.uniform(Key.mix(key, Stage.REFUSED)) < spec.refused()) {
            if (book.counts(time)) unauthenticated++;
            reply(call, Outcome.CLIENT_ERROR, time + both); // 401
            return;
        }
        int from = calls.wire(call);
        int target =
                targets.pick(from < 0 ? null : world.wires().get(from).plan().route(), key, time);
        if (target == Targets.NONE) {
            reply(call, Outcome.SERVICE_ERROR, time + both); // 503: no target is registered
            return;
        }
        var wire = targets.wire(target);
        calls.route(call, wire.index());
        if (isFunction(wire) && calls.bytes(call) > spec.functionBodyBytes()) {
            reply(call, Outcome.CLIENT_ERROR, time + both); // 413
            return;
        }
        use.moved(calls.bytes(call), isFunction(wire), time);
        targets.begun(target);
        int child = world.prepare(wire, call, target, Key.mix(key, wire.key()), time + both / 2);
        calls.a(call, child);
        calls.deadline(call, time + spec.idleTimeoutNanos());
        deadlines.set(call, time);
        world.dispatch(child, time + both / 2);
    }

    private static boolean isFunction(Wire wire) {
        return wire.kind() == LinkKind.INVOKE;
    }

    @Override
    public void answered(int call, int child, long time) {
        int target = calls.site(child);
        targets.ended(target);
        if (time > calls.deadline(call)) {
            overdue(call, calls.deadline(call));
            return;
        }
        calls.absorb(call, child);
        if (book.counts(time)) {
            answers++;
            answerMicros += (time - calls.start(child)) / 1000;
        }
        var outcome = GatewayActor.translate(calls.outcome(child));
        boolean function = isFunction(targets.wire(target));
        long size = (long) response.sample(Key.mix(calls.key(call), Stage.RESPONSE));
        if (outcome == Outcome.OK && function && size > spec.functionBodyBytes()) outcome = Outcome.SERVICE_ERROR;
        if (outcome == Outcome.OK) {
            use.moved(size, function, time);
            book.count(Counter.BYTES_OUT, size, time);
        }
        reply(call, outcome, time + calls.mark(call));
    }

    @Override
    public void wake(int event, int subject, long time) {
        for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) {
            int child = calls.a(call);
            targets.ended(calls.site(child));
            calls.abandon(child);
            overdue(call, time);
        }
    }

    private void overdue(int call, long time) {
        calls.spend(call, Cause.NETWORK, -overhead.nanos(Key.mix(calls.key(call), Stage.OVERHEAD)));
        calls.spend(call, Cause.RETRY, time - calls.start(call));
        reply(call, Outcome.TIMEOUT, time);
    }

    private void reply(int call, Outcome outcome, long time) {
        if (book.counts(time)) {
            if (outcome == Outcome.CLIENT_ERROR) clientErrors++;
            else if (outcome != Outcome.OK) serverErrors++;
        }
        world.reply(call, outcome, time);
    }

    @Override
    public void end(long time) {
        book.count(
                Counter.CAPACITY_UNIT_MICROS, use.micros(time), world.window().from());
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        long now = world.now();
        measures.put("requestCount", new Measure.Count(book.offered()));
        measures.put("4XXError", new Measure.Count(clientErrors));
        measures.put("5XXError", new Measure.Count(serverErrors));
        if (authenticates) measures.put("elbAuthFailure", new Measure.Count(unauthenticated));
        measures.put("targetResponseTime", new Measure.Mean(answerMicros / 1000.0, answers));
        measures.put("consumedLCUs", new Measure.Level(use.mean(now), use.most(now)));
        return measures;
    }
}
