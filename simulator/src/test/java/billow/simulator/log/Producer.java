package billow.simulator.log;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/// Puts records into a stream over one wire, evenly spaced, and notes what came of it.
final class Producer implements Actor {
    private final World world;
    private final int node;
    private final double gapNanos;
    private final long until;
    private final LongUnaryOperator rank;
    private final long[] outcomes = new long[Outcome.values().length];
    private long made;
    private long lastThrottle = -1;

    Producer(World world, int node, double perSecond, long until, LongUnaryOperator rank) {
        this.world = world;
        this.node = node;
        this.gapNanos = 1e9 / perSecond;
        this.until = until;
        this.rank = rank;
    }

    @Override
    public void begin() {
        world.wakeAt(0, node, 0, 0);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (time >= until) return;
        long key = Key.mix(world.keyOf("producer"), made);
        int call = world.open(node, key, time);
        world.calls().rank(call, (int) rank.applyAsLong(made));
        made++;
        world.send(world.wires().getFirst(), call, 0, Key.mix(key, 1), time);
        world.wakeAt(Math.max(time, Math.round(made * gapNanos)), node, 0, 0);
    }

    @Override
    public void arrive(int call, long time) {
        throw new AssertionError("Nobody calls a producer.");
    }

    @Override
    public void answered(int call, int child, long time) {
        var outcome = world.calls().outcome(child);
        outcomes[outcome.ordinal()]++;
        if (outcome == Outcome.THROTTLED) lastThrottle = time;
        world.calls().absorb(call, child);
        world.reply(call, outcome, time);
    }

    @Override
    public Map<String, Measure> measures() {
        return Map.of();
    }

    long got(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /// When the last refusal came; -1 when there was none.
    long lastThrottle() {
        return lastThrottle;
    }
}
