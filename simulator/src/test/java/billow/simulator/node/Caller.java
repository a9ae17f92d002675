package billow.simulator.node;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/// Makes calls over one wire, evenly spaced or as a Poisson stream, and notes what came of them.
public final class Caller implements Actor {
    private final World world;
    private final int node;
    private final int wire;
    private final double gapNanos;
    private final long until;
    private boolean poisson;
    private LongUnaryOperator rank = n -> 1;
    private long made;
    private final long[] outcomes = new long[Outcome.values().length];
    private long firstThrottle = Long.MAX_VALUE;
    private long throttlesFrom;
    private long throttles;

    public Caller(World world, int node, int wire, double perSecond, long until) {
        this.world = world;
        this.node = node;
        this.wire = wire;
        this.gapNanos = 1e9 / perSecond;
        this.until = until;
    }

    public Caller poisson() {
        poisson = true;
        return this;
    }

    public Caller ranks(LongUnaryOperator rank) {
        this.rank = rank;
        return this;
    }

    /// Counts throttles of calls made at or after this time by themselves.
    public Caller throttlesFrom(long time) {
        throttlesFrom = time;
        return this;
    }

    @Override
    public void begin() {
        world.wakeAt(poisson ? Math.max(1, gap()) : 0, node, 0, 0);
    }

    private long gap() {
        return (long) (gapNanos * Key.exponential(Key.mix(world.keyOf("caller"), 1, made)));
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (time >= until) return;
        long key = Key.mix(world.keyOf("caller"), 2, made);
        int call = world.open(node, key, time);
        world.calls().rank(call, (int) rank.applyAsLong(made));
        made++;
        long next = poisson ? time + Math.max(1, gap()) : Math.round(made * gapNanos);
        world.send(world.wires().get(wire), call, 0, Key.mix(key, 3), time);
        world.wakeAt(Math.max(next, time), node, 0, 0);
    }

    @Override
    public void arrive(int call, long time) {
        throw new AssertionError("Nobody calls a caller.");
    }

    @Override
    public void answered(int call, int child, long time) {
        var outcome = world.calls().outcome(child);
        outcomes[outcome.ordinal()]++;
        long asked = world.calls().start(call);
        if (outcome == Outcome.THROTTLED) {
            firstThrottle = Math.min(firstThrottle, asked);
            if (asked >= throttlesFrom) throttles++;
        }
        world.calls().absorb(call, child);
        world.reply(call, outcome, time);
    }

    @Override
    public boolean foldsAnswers() {
        return true;
    }

    @Override
    public Map<String, Measure> measures() {
        return Map.of();
    }

    public long made() {
        return made;
    }

    public long got(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /// When the first call was made that was throttled.
    public long firstThrottle() {
        return firstThrottle;
    }

    public long throttles() {
        return throttles;
    }
}
