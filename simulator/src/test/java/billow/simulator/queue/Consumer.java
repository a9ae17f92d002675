package billow.simulator.queue;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.Map;

/// Takes batches, each for the same time, and fails with a chance; refuses what comes while all its places are taken.
final class Consumer implements Actor {
    private static final int DONE = 0;

    private final World world;
    private final int node;
    private final long workNanos;
    private double failing;
    private boolean partly;
    private int failingRank;
    private int places = Integer.MAX_VALUE;
    private int busy;
    private int mostBusy;
    private long invocations;
    private long refusals;
    private long messages;
    private int largest;
    private long lastStart;

    Consumer(World world, int node, long workNanos) {
        this.world = world;
        this.node = node;
        this.workNanos = workNanos;
    }

    /// Each invocation fails with this chance.
    Consumer failing(double share) {
        failing = share;
        return this;
    }

    /// Each message of an invocation fails with this chance by itself, and is reported.
    Consumer failingPartly(double share) {
        failing = share;
        partly = true;
        return this;
    }

    /// Invocations about this rank fail.
    Consumer failingRank(int value) {
        failingRank = value;
        return this;
    }

    Consumer places(int most) {
        places = most;
        return this;
    }

    @Override
    public void arrive(int call, long time) {
        if (busy >= places) {
            refusals++;
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        busy++;
        mostBusy = Math.max(mostBusy, busy);
        invocations++;
        lastStart = time;
        messages += world.calls().batch(call);
        largest = Math.max(largest, world.calls().batch(call));
        world.calls().spend(call, Cause.WORK, workNanos);
        world.wakeAt(time + workNanos, node, DONE, call);
    }

    @Override
    public void wake(int event, int call, long time) {
        busy--;
        var calls = world.calls();
        int failed = 0;
        for (int i = 0; i < (partly ? calls.batch(call) : 1); i++)
            if (Key.uniform(Key.mix(calls.key(call), 1, i)) < failing) failed++;
        if (calls.rank(call) == failingRank) failed++;
        if (partly) calls.b(call, failed);
        world.reply(call, failed > 0 && !partly ? Outcome.FUNCTION_ERROR : Outcome.OK, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new AssertionError("A consumer calls nobody.");
    }

    @Override
    public Map<String, Measure> measures() {
        return Map.of();
    }

    long invocations() {
        return invocations;
    }

    long refusals() {
        return refusals;
    }

    long messages() {
        return messages;
    }

    int largest() {
        return largest;
    }

    int mostBusy() {
        return mostBusy;
    }

    long lastStart() {
        return lastStart;
    }
}
