package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import org.jspecify.annotations.Nullable;

/// What an invocation does before its handler calls others: the cold start, where there is one, and the handler's own
/// work. Notes in the call what is billed, when its time is over, and what its time was spent on.
///
/// An init phase that takes too long or fails is repeated within the handler's time; when it fails again, so does the
/// invocation. A snapshot that is not restored in time fails it at once, and leaves no environment.
/// Source: Understanding the Lambda execution environment lifecycle, 2026.
final class Handling {
    private static final long MILLISECOND = 1_000_000;
    private static final long INIT_LIMIT = 10_000 * MILLISECOND;

    private final World world;
    private final int node;
    private final Calls calls;
    private final InstancePool spec;
    private final Versions versions;
    private final Responses responses;
    private final Sampler duration;
    private final Sampler cpuWork;
    private final Sampler sandbox;
    private final Sampler[] more;
    private final @Nullable Sampler restore;
    private final long restoreLimit;
    private final Sampler init;
    private final Sampler again;
    private final Sampler penalty;
    private final @Nullable Sampler whole;
    private int failures;
    private boolean failed;
    private boolean neverReady;

    Handling(World world, int node, InstancePool spec, Versions versions, Responses responses) {
        this.world = world;
        this.node = node;
        this.responses = responses;
        calls = world.calls();
        this.spec = spec;
        this.versions = versions;
        var start = spec.start();
        duration = Sampler.of(spec.duration());
        cpuWork = Sampler.of(spec.cpuWork());
        sandbox = Sampler.of(start.sandbox());
        more = start.more().stream().map(Sampler::of).toArray(Sampler[]::new);
        var restoring = start.restore();
        restoreLimit = start.restoreLimitNanos();
        restore = restoring == null ? null : Sampler.of(restoring);
        init = Sampler.of(start.init());
        again = Sampler.of(start.again());
        penalty = Sampler.of(start.firstRunPenalty());
        var law = start.whole();
        whole = law == null ? null : Sampler.of(law);
    }

    /// Begins an invocation.
    ///
    /// @param cold  whether its environment is new
    /// @param reset whether its environment must be initialised anew
    /// @return when the handler has done its own work, or its init phase has failed for good
    long begin(int call, int version, boolean cold, boolean reset, long time) {
        failures = 0;
        failed = false;
        neverReady = false;
        if (cold && whole != null) return all(call, whole, version, time);
        long key = calls.key(call);
        long begin = cold ? time + before(key) : time;
        long initNanos = cold ? init.nanos(Key.mix(key, Stage.INIT)) : 0;
        if (cold && restore != null && restoreNanos(key) + initNanos > restoreLimit)
            return giveUp(call, begin, restoreNanos(key), time);
        calls.mark(call, begin);
        // An init phase that is too long is cut off and repeated within the handler's time.
        long inHandler = initNanos > INIT_LIMIT ? initNanos : 0;
        long handlerStart = begin + Math.min(initNanos, INIT_LIMIT);
        if (cold && initFails(key, 0)) inHandler = again.nanos(Key.mix(key, 1, Stage.INIT));
        if (reset) inHandler = again.nanos(Key.mix(key, Stage.INIT));
        if (inHandler > 0 || reset || failures > 0) failed = initFails(key, 1) && (failures > 1 || reset);
        if (cold && !failed) inHandler += penalty.nanos(Key.mix(key, Stage.PENALTY));
        calls.deadline(call, handlerStart + spec.timeoutNanos());
        calls.spend(call, Cause.COLD_START, handlerStart - time + inHandler);
        if (failed) return handlerStart + inHandler;
        long work = disturbed(work(key, version), time);
        calls.spend(call, Cause.WORK, work);
        return handlerStart + inHandler + work;
    }

    /// A snapshot was not restored in time, its hooks included; hooks are billed.
    private long giveUp(int call, long restored, long restoreNanos, long time) {
        failures = 1;
        neverReady = true;
        long end = restored - restoreNanos + restoreLimit;
        calls.mark(call, Math.min(restored, end));
        calls.deadline(call, end);
        calls.spend(call, Cause.COLD_START, end - time);
        return end;
    }

    /// Whether the last invocation begun got no environment, because its snapshot was not restored in time.
    boolean neverReady() {
        return neverReady;
    }

    /// Init phases that failed in the last invocation begun.
    int initFailures() {
        return failures;
    }

    /// Whether the last invocation begun failed with them.
    boolean failed() {
        return failed;
    }

    /// Billed time of an init phase that no invocation waits for.
    long initMillis(long key) {
        return Math.ceilDiv(init.nanos(Key.mix(key, Stage.INIT)), MILLISECOND);
    }

    private boolean initFails(long key, int attempt) {
        double rate = spec.start().failureRate();
        boolean fails = rate > 0 && Key.uniform(Key.mix(key, attempt, Stage.INIT_FAILS)) < rate;
        if (fails) failures++;
        return fails;
    }

    /// Sandbox, download, mounts and restore: what is not billed by time.
    private long before(long key) {
        long nanos = sandbox.nanos(Key.mix(key, Stage.SANDBOX));
        for (int i = 0; i < more.length; i++) nanos += more[i].nanos(Key.mix(key, i + 1, Stage.SANDBOX));
        return nanos + restoreNanos(key);
    }

    private long restoreNanos(long key) {
        return restore == null ? 0 : restore.nanos(Key.mix(key, Stage.RESTORE));
    }

    private long work(long key, int version) {
        long work = duration.nanos(Key.mix(key, Stage.DURATION))
                + (long) (cpuWork.sample(Key.mix(key, Stage.CPU_WORK)) / spec.cpuShare());
        double factor = versions.durationFactor(version);
        return (factor == 1 ? work : (long) (work * factor)) + responses.streamNanos(key);
    }

    private long all(int call, Sampler law, int version, long time) {
        long nanos = law.nanos(Key.mix(calls.key(call), Stage.COLD));
        long warm = Math.min(nanos, (long)
                (duration.nanos(Key.mix(calls.key(call), Stage.DURATION)) * versions.durationFactor(version)));
        long slowed = disturbed(warm, time);
        nanos += slowed - warm;
        warm = slowed;
        calls.mark(call, time);
        calls.deadline(call, time + spec.timeoutNanos());
        calls.spend(call, Cause.COLD_START, nanos - warm);
        calls.spend(call, Cause.WORK, warm);
        return time + nanos;
    }

    private long disturbed(long nanos, long time) {
        var disturbance = world.disturbance();
        return disturbance == null ? nanos : disturbance.work(node, nanos, time);
    }
}
