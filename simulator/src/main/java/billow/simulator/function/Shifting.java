package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Slices;
import billow.simulator.flow.World;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment: shifts the requests of an alias to its additional version step by step, and back at once when an
/// alarm says so. What was taken back stays back. Source: CodeDeploy User Guide, deployment configurations of Lambda.
final class Shifting {
    private final World world;
    private final int node;
    private final @Nullable Weights weights;
    private final InstancePool.@Nullable Deployment spec;
    private final Slices share;
    private boolean begun;
    private boolean over;
    private long completed;
    private long rolledBack;

    Shifting(World world, int node, InstancePool pool, @Nullable Weights weights) {
        this.world = world;
        this.node = node;
        this.weights = weights;
        var alias = pool.alias();
        spec = alias == null ? null : alias.deployment();
        share = new Slices(world.window().to());
    }

    void begin() {
        if (spec != null) world.wakeAt(spec.startNanos(), node, PoolActor.SHIFT, 0);
    }

    /// The next step is due.
    void step(long time) {
        if (spec == null || weights == null || over) return;
        double next = begun ? weights.additional() + spec.step() : spec.first();
        begun = true;
        weights.additional(Math.min(1, next));
        share.peak(time, Math.round(100 * weights.additional()));
        if (next < 1 - 1e-9) {
            world.wakeAt(Math.addExact(time, spec.everyNanos()), node, PoolActor.SHIFT, 0);
            return;
        }
        over = true;
        if (world.window().contains(time)) completed++;
    }

    /// Sends everything to the old version. A deployment that is through is not taken back, and one that has not begun
    /// does not begin.
    void rollBack(long time) {
        if (weights == null || over) return;
        weights.additional(0);
        over = true;
        if (spec != null && world.window().contains(time)) rolledBack++;
    }

    void report(Map<String, Measure> measures) {
        if (spec == null) return;
        measures.put("deploymentsCompleted", new Measure.Count(completed));
        measures.put("deploymentsRolledBack", new Measure.Count(rolledBack));
    }
}
