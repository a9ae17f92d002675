package billow.simulator.delivery;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A pipe: a batch that its source hands over is filtered, enriched and given to the target. What the enrichment or the
/// target does not take, the source hands over again by its own rules, so that its order is kept.
public final class PipeActor implements Actor {
    private static final int STEP = 0;
    private static final int LATENCY = 371;
    private static final int FILTER = 372;
    private static final int ENRICHED = 373;
    private static final int TARGET = 374;

    /*
     * Columns of a call: a the step it is at, b answers it waits for, attempt the worst outcome of them.
     */
    private static final int TAKEN = 0;
    private static final int ENRICHING = 1;
    private static final int HANDING_ON = 2;

    private final World world;
    private final Calls calls;
    private final Pipe spec;
    private final Sampler latency;
    private final @Nullable Wire enrichment;
    private final @Nullable Wire target;
    private final int node;
    private Recorder recorder;
    private long batches;
    private long events;
    private long filtered;
    private long failed;
    private long throttled;

    /// @param outgoing its links to an enrichment and to a target
    public PipeActor(World world, int node, Pipe spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        latency = Sampler.of(spec.latency());
        enrichment = first(outgoing, w -> Pipe.ENRICHMENT.equals(w.plan().route()));
        target = first(outgoing, w -> !Pipe.ENRICHMENT.equals(w.plan().route()));
        recorder = new Recorder(world.window());
    }

    private static @Nullable Wire first(List<Wire> wires, Predicate<Wire> wanted) {
        return wires.stream().filter(wanted).findFirst().orElse(null);
    }

    @Override
    public void begin() {
        recorder = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        int count = calls.batch(call);
        int passed = passed(call);
        if (recorder.counts(time)) {
            batches++;
            events += count;
            filtered += count - passed;
        }
        calls.b(call, 0);
        if (passed == 0) {
            world.reply(call, Outcome.OK, time);
            return;
        }
        calls.bytes(call, (int) ((long) calls.bytes(call) * passed / count));
        calls.batch(call, passed);
        recorder.count(Counter.BILLED_CHUNKS, Math.max(1, Math.ceilDiv(calls.bytes(call), spec.chunkBytes())), time);
        long nanos = latency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        calls.a(call, TAKEN);
        calls.attempt(call, Outcome.OK.ordinal());
        world.wakeFor(call, Math.addExact(time, nanos), STEP);
    }

    /// Messages that the filter lets pass; streams filter before they hand over.
    private int passed(int call) {
        int count = calls.batch(call);
        if (spec.matching() >= 1 || !(world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Poll))
            return count;
        int passed = 0;
        for (int i = 0; i < count; i++)
            if (Key.uniform(Key.mix(calls.key(call), FILTER, i)) < spec.matching()) passed++;
        return passed;
    }

    @Override
    public void wake(int event, int call, long time) {
        if (!calls.takeDue(call, node, time)) return;
        if (calls.flaw(call) > 0) finish(call, Outcome.FUNCTION_ERROR, time);
        else if (enrichment != null) {
            calls.a(call, ENRICHING);
            ask(enrichment, call, Key.mix(calls.key(call), ENRICHED), time);
        } else handOn(call, time);
    }

    /// One call with the whole batch.
    private void ask(Wire wire, int call, long key, long time) {
        int child = world.prepare(wire, call, 0, key, time);
        calls.batch(child, calls.batch(call));
        world.dispatch(child, time);
    }

    private void handOn(int call, long time) {
        calls.a(call, HANDING_ON);
        if (target == null) {
            finish(call, Outcome.OK, time);
            return;
        }
        long key = Key.mix(calls.key(call), TARGET);
        if (target.kind() != LinkKind.DELIVER) {
            calls.b(call, 1);
            ask(target, call, key, time);
            return;
        }
        int count = calls.batch(call);
        int bytes = calls.bytes(call) / count;
        calls.b(call, count);
        for (int i = 0; i < count; i++) {
            int child = world.prepare(target, call, 0, Key.mix(key, i), time);
            calls.bytes(child, bytes);
            world.dispatch(child, time);
        }
    }

    @Override
    public void answered(int call, int child, long time) {
        var outcome = calls.outcome(child);
        if (calls.a(call) == ENRICHING) {
            calls.absorb(call, child);
            if (outcome == Outcome.OK) handOn(call, time);
            else finish(call, outcome, time);
            return;
        }
        calls.attempt(call, Math.max(calls.attempt(call), outcome.ordinal()));
        int open = calls.b(call) - 1;
        calls.b(call, open);
        if (open > 0) return;
        // All were made at once; the last to be answered has taken the whole time.
        calls.absorb(call, child);
        finish(call, Outcome.of(calls.attempt(call)), time);
    }

    /// The source tries again what was refused, and by its own rules what has failed.
    private void finish(int call, Outcome outcome, long time) {
        calls.b(call, 0);
        boolean refused = outcome == Outcome.THROTTLED;
        if (recorder.counts(time) && outcome != Outcome.OK) {
            if (refused) throttled++;
            else failed++;
        }
        world.reply(call, refused || outcome == Outcome.OK ? outcome : Outcome.FUNCTION_ERROR, time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("invocations", new Measure.Count(batches));
        measures.put("executionFailed", new Measure.Count(failed));
        measures.put("executionThrottled", new Measure.Count(throttled));
        measures.put("events", new Measure.Count(events));
        measures.put("eventsFiltered", new Measure.Count(filtered));
        return measures;
    }
}
