package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.Relay;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place on the way: it hands a call on to one of its links and its answer back.
public final class RelayActor implements Actor {
    private static final int WAY = 431;
    private static final int LINK = 432;
    private static final int SIZE = 433;
    private static final double MEGABYTE = 1024.0 * 1024;

    private final World world;
    private final Calls calls;
    private final int node;
    private final Relay spec;
    private final List<Wire> links;
    private final @Nullable Choice choice;
    private final Sampler latency;
    private final Sampler response;
    private final int[] open;
    private Recorder book;
    private long refused;
    private long handed;
    private double bytes;

    public RelayActor(World world, int node, Relay spec, List<Wire> links) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        this.links = links;
        choice = links.stream().anyMatch(w -> w.plan().share() > 0)
                ? Choice.of(links.stream().mapToDouble(w -> w.plan().share()).toArray())
                : null;
        latency = Sampler.of(spec.latency());
        response = Sampler.of(spec.responseBytes());
        open = new int[links.size()];
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public boolean foldsAnswers() {
        return spec.connections() == 0;
    }

    @Override
    public void arrive(int call, long time) {
        long key = calls.key(call);
        int link = choice == null ? -1 : choice.sample(Key.mix(key, LINK));
        if (link < 0 || spec.connections() > 0 && open[link] >= spec.connections()) {
            if (book.counts(time)) refused++;
            world.reply(call, Outcome.SERVICE_ERROR, time);
            return;
        }
        if (book.counts(time)) handed++;
        open[link]++;
        calls.a(call, link);
        long both = latency.nanos(Key.mix(key, WAY));
        calls.mark(call, both);
        calls.spend(call, Cause.NETWORK, both);
        count(call, calls.bytes(call), time);
        var wire = links.get(link);
        world.send(wire, call, 0, Key.mix(key, wire.key()), time + both / 2);
    }

    private void count(int call, long size, long time) {
        book.count(Counter.BYTES_PROCESSED, size, time, calls.afterFailure(call));
        if (book.counts(time)) bytes += size;
    }

    @Override
    public void answered(int call, int child, long time) {
        open[calls.a(call)]--;
        calls.absorb(call, child);
        var outcome = calls.outcome(child);
        if (outcome == Outcome.OK) count(call, (long) response.sample(Key.mix(calls.key(call), SIZE)), time);
        var said = calls.data(child);
        if (said != null) calls.data(call, said);
        long both = calls.mark(call);
        world.reply(call, outcome, time + both - both / 2);
    }

    @Override
    public void wake(int event, int subject, long time) {
        throw new IllegalStateException("A relay waits for nothing but answers.");
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("calls", new Measure.Count(handed));
        measures.put("bytesProcessed", new Measure.Count((long) (bytes / MEGABYTE)));
        measures.put("errorPortAllocation", new Measure.Count(refused));
        measures.put("activeConnections", new Measure.Level(book.meanPresent(), Double.NaN));
        return measures;
    }
}
