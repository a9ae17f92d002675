package billow.simulator.function;

import billow.model.archetype.InstancePool.Provisioning;
import billow.model.archetype.ScalingPolicy;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Account;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Scaler;
import billow.simulator.flow.Slices;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.World;
import billow.simulator.statistics.Gauge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Environments kept initialised: how many are ready and at work, and how their number changes by schedule and by
/// utilisation.
///
/// What is there at the beginning has been allocated before. More of them are ready all at once, when the allocation
/// of all has ended; fewer are there at once, and those at work finish. What is configured is billed from the change
/// on. A deployment takes them along: as its share grows, they are given up by the old version and then allocated to
/// the new one, and back when it is taken back.
/// Synchronous requests beyond ten a second for each of them run on demand like those beyond their number.
/// Source: Configuring provisioned concurrency for a function, and Understanding Lambda function scaling, 2026.
final class Provisioned {
    private static final long MINUTE = 60_000_000_000L;
    private static final long MILLISECOND = 1_000_000;

    private final World world;
    private final int node;
    private final Provisioning spec;
    private final @Nullable Account account;
    private final @Nullable Tracking tracking;
    private final Gauge configured;
    private final double requestsPerEnvironment;
    /// In seconds of the whole rate, so that it holds for any number of environments.
    private final TokenBucket requests = new TokenBucket(1, 1);
    private final ReadyPool[] pools = {new ReadyPool(), new ReadyPool()};
    private final int[] coming = new int[2];
    private final List<Allocation> allocations = new ArrayList<>();
    private ReadyPool last = pools[0];
    private double share;
    private int wanted;
    private int serial;
    private long since;
    private long allocated;
    private final Scaler scaler = new Scaler();
    private @Nullable Slices line;
    private long billedMillis;
    private final Gauge working;
    private long invocations;
    private double mostUsed;

    /// Environments that are on their way to a version, unless another number is configured before.
    private record Allocation(int serial, int version, int count) {}

    /// @param requestsPerEnvironment synchronous requests a second for each environment
    /// @param account                from which it takes concurrency; null when the function has its own
    Provisioned(World world, int node, Provisioning spec, double requestsPerEnvironment, @Nullable Account account) {
        this.world = world;
        this.node = node;
        this.spec = spec;
        this.requestsPerEnvironment = requestsPerEnvironment;
        this.account = account;
        wanted = spec.initial();
        pools[0].ready(wanted);
        if (account != null) account.setAside(wanted, 0);
        configured = new Gauge(world.window());
        configured.set(0, wanted);
        working = new Gauge(world.window());
        var scaling = spec.scaling();
        tracking = scaling == null ? null : new Tracking(scaling);
    }

    void begin() {
        boolean scaled = world.wires().stream().anyMatch(wire -> wire.to() == node && wire.kind() == LinkKind.SCALE);
        if (scaled || tracking != null || !spec.actions().isEmpty())
            line = new Slices(world.window().to());
        for (int i = 0; i < spec.actions().size(); i++) await(i, -1);
        if (tracking != null) world.wakeAt(MINUTE, node, PoolActor.MINUTE_OVER, 0);
    }

    private void await(int action, long after) {
        long due = spec.actions().get(action).when().after(after);
        if (due < world.window().to()) world.wakeAt(due, node, PoolActor.ACTION_DUE, action);
    }

    /// A scheduled action.
    void act(int action, long time) {
        await(action, time);
        change(spec.actions().get(action).count(), time);
    }

    /// The minute of auto scaling is over.
    void minute(long time) {
        if (tracking == null) return;
        world.wakeAt(time + MINUTE, node, PoolActor.MINUTE_OVER, 0);
        int next = tracking.observe(wanted, ready(), wanted > ready(), time);
        if (next != wanted) change(next, time);
    }

    /// An alarm scales.
    ///
    /// @return whether a change has begun
    boolean scale(ScalingPolicy policy, double beyond, long time) {
        if (policy.dimension() != null && policy.dimension() != ScalingPolicy.Dimension.PROVISIONED_CONCURRENCY)
            return false;
        int next = (int) Math.round(scaler.wanted(policy, wanted, beyond, time));
        if (next == wanted) return false;
        int from = wanted;
        change(next, time);
        scaler.changed(policy, from, next, time, allocated);
        return true;
    }

    /// With the number configured over time, when it changes.
    Map<String, Slices> slices(Map<String, Slices> others) {
        if (line == null) return others;
        var all = new HashMap<>(others);
        all.put("provisionedConcurrentExecutions", line);
        return all;
    }

    /// Configures another number.
    void change(int count, long time) {
        if (count == wanted) return;
        if (account != null) account.setAside(count - wanted, time);
        bill(time);
        configured.set(time, count);
        wanted = count;
        serial++;
        Arrays.fill(coming, 0);
        allocate(time);
    }

    /// A deployment sends this share of the requests to the additional version.
    void shift(double additional, long time) {
        share = additional;
        allocate(time);
    }

    /// What a version has too many is given up at once; what it lacks and is not on its way is allocated.
    private void allocate(long time) {
        int missing = 0;
        int[] more = new int[pools.length];
        for (int version = 0; version < pools.length; version++) {
            var pool = pools[version];
            pool.ready(Math.min(pool.ready(), target(version)));
            more[version] = Math.max(0, target(version) - pool.ready() - coming[version]);
            missing += more[version];
        }
        allocated = time;
        if (missing == 0) return;
        allocated = time + spec.delayNanos() + (long) StrictMath.ceil(missing / spec.perMinute() * MINUTE);
        for (int version = 0; version < pools.length; version++) {
            if (more[version] == 0) continue;
            coming[version] += more[version];
            allocations.add(new Allocation(serial, version, more[version]));
            world.wakeAt(allocated, node, PoolActor.ALLOCATED, allocations.size() - 1);
        }
    }

    private int target(int version) {
        int additional = (int) Math.round(share * wanted);
        return version == Weights.ADDITIONAL ? additional : wanted - additional;
    }

    private int ready() {
        return pools[0].ready() + pools[1].ready();
    }

    private int busy() {
        return pools[0].busy() + pools[1].busy();
    }

    /// An allocation has ended, unless another number has been configured.
    ///
    /// @return environments that were initialised for it
    int allocated(int subject) {
        var done = allocations.get(subject);
        if (done.serial() != serial) return 0;
        coming[done.version()] -= done.count();
        var pool = pools[done.version()];
        int more = Math.max(0, Math.min(done.count(), target(done.version()) - pool.ready()));
        pool.ready(pool.ready() + more);
        return more;
    }

    /// Takes one of a version, when one is free.
    ///
    /// @param limited whether the limit of requests a second applies
    boolean take(int version, boolean limited, long time) {
        var pool = pools[version];
        if (pool.isFull() || limited && !requests.take(1 / (requestsPerEnvironment * ready()), time)) {
            if (tracking != null && ready() > 0) tracking.used(busy(), time);
            return false;
        }
        pool.take();
        last = pool;
        atWork(time);
        if (world.window().contains(time)) invocations++;
        if (tracking != null) tracking.used(busy(), time);
        return true;
    }

    private void atWork(long time) {
        working.set(time, busy());
        if (ready() > 0 && world.window().contains(time)) mostUsed = Math.max(mostUsed, (double) busy() / ready());
    }

    /// Whether the one taken last must be initialised anew.
    boolean wasReset() {
        return last.wasReset();
    }

    /// Executions at once that leave room for those that are free, out of `limit`.
    int beside(int limit) {
        return limit - ready() + busy();
    }

    /// @param again whether its next use must initialise it anew
    void giveBack(int version, boolean again, long time) {
        pools[version].giveBack(again);
        atWork(time);
        if (tracking != null) tracking.left(busy(), time);
    }

    /// Whether a version has any, or will have.
    boolean exists(int version) {
        return version < pools.length && target(version) > 0;
    }

    private void bill(long time) {
        if (line != null) line.hold(since, time, wanted);
        billedMillis += wanted * world.window().overlap(since, time) / MILLISECOND;
        since = time;
    }

    /// Environments configured, in milliseconds of the window up to `time`.
    long end(long time) {
        bill(time);
        configured.close(time);
        working.close(time);
        return billedMillis;
    }

    /// What is reported only where there is any.
    void report(Map<String, Measure> measures) {
        if (wanted == 0 && line == null) return;
        measures.put("provisionedConcurrencyInvocations", new Measure.Count(invocations));
        double now = ready() == 0 ? 0 : (double) busy() / ready();
        measures.put(
                "provisionedConcurrencyUtilization",
                new Measure.Level(working.mean() / configured.mean(), mostUsed, now));
    }

    Measure measure() {
        return new Measure.Level(configured.mean(), configured.max(), configured.level());
    }
}
