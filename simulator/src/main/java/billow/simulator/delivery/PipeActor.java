package billow.simulator.delivery;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Pipe;
import billow.model.archetype.RecordFilter;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.BatchSource;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A pipe: a batch of what passes its filter is enriched and given to the target. What the enrichment or the target
/// does
/// not take, the source hands over again by its own rules, so that its order is kept; where the source is told of
/// single
/// messages that failed, only those.
public final class PipeActor implements Actor, BatchSource.Choosy {
    private static final int STEP = 0;
    private static final int LATENCY = 371;
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
    private final PipeBatches batches;
    private Recorder recorder;
    private long taken;
    private long events;
    private long filtered;
    private long failed;
    private long partly;
    private long throttled;

    /// @param outgoing its links to an enrichment and to a target
    public PipeActor(World world, int node, String id, Pipe spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        latency = Sampler.of(spec.latency());
        enrichment = first(outgoing, w -> Pipe.ENRICHMENT.equals(w.plan().route()));
        target = first(outgoing, w -> !Pipe.ENRICHMENT.equals(w.plan().route()));
        batches = new PipeBatches(id);
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
    public RecordFilter filter() {
        return spec.filter();
    }

    @Override
    public void keptBack(long time) {
        if (!recorder.counts(time)) return;
        events++;
        filtered++;
    }

    @Override
    public void arrive(int call, long time) {
        int count = calls.batch(call);
        if (recorder.counts(time)) {
            taken++;
            events += count;
        }
        calls.b(call, 0);
        if (count == 0) {
            world.reply(call, Outcome.OK, time);
            return;
        }
        var wire = world.wires().get(calls.wire(call));
        if (!(world.actor(wire.from()) instanceof BatchSource source))
            throw new IllegalStateException("A pipe takes batches only.");
        batches.take(call, count, target != null && target.kind() == LinkKind.DELIVER, source);
        calls.data(call, PipeBatches.messages(calls.data(call)));
        recorder.count(Counter.BILLED_CHUNKS, Math.max(1, Math.ceilDiv(calls.bytes(call), spec.chunkBytes())), time);
        long nanos = latency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        calls.a(call, TAKEN);
        calls.attempt(call, Outcome.OK.ordinal());
        world.wakeFor(call, Math.addExact(time, nanos), STEP);
    }

    @Override
    public void wake(int event, int call, long time) {
        if (!calls.takeDue(call, node, time)) return;
        if (calls.flaw(call) > 0 && !tellsWhichFailed(call)) finish(call, Outcome.FUNCTION_ERROR, time);
        else if (enrichment != null) {
            calls.a(call, ENRICHING);
            ask(enrichment, call, Key.mix(calls.key(call), ENRICHED), time);
        } else handOn(call, time);
    }

    /// Whether the target is a function and the source hears from it which messages failed.
    private boolean tellsWhichFailed(int call) {
        return target != null && target.interaction() instanceof Interaction.Invoke && hearsWhichFailed(call);
    }

    /// Whether the source asks which messages failed.
    private boolean hearsWhichFailed(int call) {
        return switch (world.wires().get(calls.wire(call)).interaction()) {
            case Interaction.Poll poll -> poll.partialFailures();
            case Interaction.Read read -> read.partialFailures();
            default -> false;
        };
    }

    /// One call with the whole batch.
    private void ask(Wire wire, int call, long key, long time) {
        int child = world.prepare(wire, call, 0, key, time);
        calls.batch(child, calls.batch(call));
        if (wire == target) calls.flaw(child, calls.flaw(call));
        world.dispatch(child, time);
    }

    private void handOn(int call, long time) {
        calls.a(call, HANDING_ON);
        if (target == null || calls.batch(call) == 0) {
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
        int mean = calls.bytes(call) / count;
        var messages = calls.data(call);
        calls.b(call, count);
        for (int i = 0; i < count; i++) {
            int child = world.prepare(target, call, i, Key.mix(key, i), time);
            calls.rank(child, batches.rank(call, i, calls.rank(call)));
            calls.bytes(child, batches.bytes(call, i, mean));
            calls.data(child, batches.told(messages, i, world.actor(target.to())));
            world.dispatch(child, time);
        }
    }

    @Override
    public void answered(int call, int child, long time) {
        var outcome = calls.outcome(child);
        if (calls.a(call) == ENRICHING) {
            calls.absorb(call, child);
            if (outcome != Outcome.OK) {
                finish(call, outcome, time);
                return;
            }
            enriched(call, calls.data(child));
            handOn(call, time);
            return;
        }
        calls.attempt(call, Math.max(calls.attempt(call), outcome.ordinal()));
        if (outcome != Outcome.OK) batches.fail(call, calls.site(child));
        int open = calls.b(call) - 1;
        calls.b(call, open);
        if (open > 0) return;
        // All were made at once; the last to be answered has taken the whole time.
        calls.absorb(call, child);
        int reported = outcome == Outcome.OK && tellsWhichFailed(call) ? calls.b(child) : 0;
        if (reported > 0) partly(call, reported, time);
        else finish(call, Outcome.of(calls.attempt(call)), time);
    }

    /// What the enrichment has answered with takes the place of the batch: a list message by message, anything else as
    /// one.
    private void enriched(int call, @Nullable JsonNode answer) {
        if (answer == null || answer.equals(calls.data(call))) return;
        var messages =
                answer.isArray() ? answer : JsonNodeFactory.instance.arrayNode().add(answer);
        int before = calls.batch(call);
        calls.data(call, messages);
        calls.batch(call, messages.size());
        calls.bytes(call, (int) ((long) calls.bytes(call) * messages.size() / before));
        if (messages.size() != before) batches.change(call);
    }

    /// The source tries again what was refused, and by its own rules what has failed.
    private void finish(int call, Outcome outcome, long time) {
        int failures = batches.failed(call);
        if (outcome != Outcome.OK
                && failures > 0
                && failures < calls.batch(call)
                && batches.isOriginal(call)
                && hearsWhichFailed(call)) {
            boolean counted = world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Poll;
            partly(call, counted ? failures : batches.firstFailed(call) + 1, time);
            return;
        }
        boolean refused = outcome == Outcome.THROTTLED;
        if (recorder.counts(time) && outcome != Outcome.OK) {
            if (refused) throttled++;
            else failed++;
        }
        batches.release(call);
        calls.b(call, 0);
        world.reply(call, refused || outcome == Outcome.OK ? outcome : Outcome.FUNCTION_ERROR, time);
    }

    /// @param told messages that failed, or the first of them from 1, as functions report it to this source
    private void partly(int call, int told, long time) {
        if (recorder.counts(time)) partly++;
        batches.release(call);
        calls.b(call, told);
        world.reply(call, Outcome.OK, time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("invocations", new Measure.Count(taken));
        measures.put("executionFailed", new Measure.Count(failed));
        measures.put("executionPartiallyFailed", new Measure.Count(partly));
        measures.put("executionThrottled", new Measure.Count(throttled));
        measures.put("events", new Measure.Count(events));
        measures.put("eventsFiltered", new Measure.Count(filtered));
        return measures;
    }
}
