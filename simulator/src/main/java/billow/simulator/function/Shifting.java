package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Standing;
import billow.simulator.flow.World;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment: shifts the requests of an alias to its additional version step by step, and back at once when an
/// alarm says so. What was taken back stays back. Alarms are looked at while it is under way: one that goes off before
/// is none of its business unless it still lasts when the deployment begins, which then does not go ahead.
/// Source: CodeDeploy User Guide, deployment configurations of Lambda, monitoring deployments with alarms.
final class Shifting {
    private final World world;
    private final int node;
    private final @Nullable Weights weights;
    private final InstancePool.@Nullable Deployment spec;
    private final Provisioned provisioned;
    private final Slices share;
    private boolean begun;
    private boolean over;
    private long completed;
    private long rolledBack;

    Shifting(World world, int node, InstancePool pool, @Nullable Weights weights, Provisioned provisioned) {
        this.world = world;
        this.node = node;
        this.weights = weights;
        this.provisioned = provisioned;
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
        if (!begun && isForbidden()) {
            over = true;
            if (world.window().contains(time)) rolledBack++;
            return;
        }
        double next = begun ? weights.additional() + spec.step() : spec.first();
        begun = true;
        weights.additional(Math.min(1, next));
        provisioned.shift(weights.additional(), time);
        share.peak(time, Math.round(100 * weights.additional()));
        if (next < 1 - 1e-9) {
            world.wakeAt(Math.addExact(time, spec.everyNanos()), node, PoolActor.SHIFT, 0);
            return;
        }
        over = true;
        if (world.window().contains(time)) completed++;
    }

    /// Whether an alarm is in the state that would take the deployment back.
    private boolean isForbidden() {
        for (var wire : world.wires())
            if (wire.to() == node
                    && wire.kind() == LinkKind.ROLL_BACK
                    && world.actor(wire.from()) instanceof Standing alarm
                    && alarm.isIn(wire.plan().route())) return true;
        return false;
    }

    /// Sends everything to the old version, while a deployment is under way.
    void rollBack(long time) {
        if (weights == null || over || !begun) return;
        weights.additional(0);
        provisioned.shift(0, time);
        over = true;
        if (spec != null && world.window().contains(time)) rolledBack++;
    }

    void report(Map<String, Measure> measures) {
        if (spec == null) return;
        measures.put("deploymentsCompleted", new Measure.Count(completed));
        measures.put("deploymentsRolledBack", new Measure.Count(rolledBack));
    }
}
