package billow.simulator.log;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes batches and notes each invocation; fails with batches that hold a flawed record, or reports it.
final class Handler implements Actor {
    /// An invocation.
    ///
    /// @param bytes of all its records
    record Seen(long start, int count, int rank, int bytes, boolean failed) {}

    private final World world;
    private final int node;
    private final Sampler work;
    private final boolean reporting;
    private int refusing;
    private int busy;
    private int mostBusy;
    private final Set<Integer> ranksInWork = new HashSet<>();
    private boolean noting = true;
    private long invocations;
    private long records;
    private final List<Seen> seen = new ArrayList<>();

    Handler(World world, int node, Sampler work, boolean reporting) {
        this.world = world;
        this.node = node;
        this.work = work;
        this.reporting = reporting;
    }

    /// Refuses the first invocations.
    Handler refusing(int first) {
        refusing = first;
        return this;
    }

    /// Keeps no list of invocations, and lets the same rank be in work more than once.
    Handler notNoting() {
        noting = false;
        return this;
    }

    @Override
    public void arrive(int call, long time) {
        if (refusing > 0) {
            refusing--;
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        mostBusy = Math.max(mostBusy, ++busy);
        invocations++;
        records += world.calls().batch(call);
        if (noting
                && world.calls().batch(call) == 1
                && !ranksInWork.add(world.calls().rank(call)))
            throw new AssertionError("Two records of one key are in work at once.");
        long nanos = work.nanos(Key.mix(world.calls().key(call), 1));
        world.calls().spend(call, Cause.WORK, nanos);
        world.wakeAt(time + nanos, node, 0, call);
    }

    @Override
    public void wake(int event, int call, long time) {
        busy--;
        var calls = world.calls();
        boolean flawed = calls.flaw(call) > 0;
        if (noting) {
            ranksInWork.remove(calls.rank(call));
            seen.add(new Seen(calls.start(call), calls.batch(call), calls.rank(call), calls.bytes(call), flawed));
        }
        calls.b(call, reporting ? calls.flaw(call) : 0);
        world.reply(call, flawed && !reporting ? Outcome.FUNCTION_ERROR : Outcome.OK, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new AssertionError("A handler calls nobody.");
    }

    @Override
    public Map<String, Measure> measures() {
        return Map.of();
    }

    /// Invocations that have ended, in the order of their ends.
    List<Seen> seen() {
        return seen;
    }

    long invocations() {
        return invocations;
    }

    long records() {
        return records;
    }

    int mostBusy() {
        return mostBusy;
    }
}
