package billow.simulator.node;

import billow.model.archetype.ExternalDelay;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something outside the design: it answers after a while, sometimes with an error, and may take only so many calls
/// at once.
public final class ExternalActor implements Actor {
    private static final int DONE = 0;

    private final World world;
    private final int node;
    private final ExternalDelay spec;
    private final Sampler latency;
    private int inside;

    public ExternalActor(World world, int node, ExternalDelay spec) {
        this.world = world;
        this.node = node;
        this.spec = spec;
        latency = Sampler.of(spec.latency());
    }

    @Override
    public boolean foldsArrivals() {
        return spec.maxConcurrent() == 0;
    }

    @Override
    public void arrive(int call, long time) {
        if (spec.maxConcurrent() > 0 && inside >= spec.maxConcurrent()) {
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        long key = world.calls().key(call);
        long nanos = latency.nanos(Key.mix(key, Stage.LATENCY));
        var disturbance = world.disturbance();
        if (disturbance != null) nanos = disturbance.work(node, nanos, time);
        world.calls().spend(call, Cause.WORK, nanos);
        boolean fails = spec.errorRate() > 0 && Key.uniform(Key.mix(key, Stage.ERROR)) < spec.errorRate();
        if (spec.maxConcurrent() > 0) {
            inside++;
            world.wakeAt(Math.addExact(time, nanos), node, DONE, 0);
        }
        if (!fails) world.callBack(world.calls().token(call), Outcome.OK, null, Math.addExact(time, nanos));
        world.reply(call, fails ? Outcome.SERVICE_ERROR : Outcome.OK, Math.addExact(time, nanos));
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new IllegalStateException("An external service calls nobody.");
    }

    @Override
    public void wake(int event, int subject, long time) {
        inside--;
    }

    @Override
    public Map<String, Measure> measures() {
        Recorder book = world.recorder(node);
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("calls", new Measure.Count(book.offered()));
        measures.put("concurrency", new Measure.Level(book.meanPresent(), Double.NaN));
        return measures;
    }
}
