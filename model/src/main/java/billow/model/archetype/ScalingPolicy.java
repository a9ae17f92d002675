package billow.model.archetype;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an alarm changes the capacity of a node while it lasts. Source: Application Auto Scaling API reference, step
/// scaling policies; Amazon EC2 Auto Scaling user guide, simple scaling.
///
/// @param dimension     what is changed; null for the one the node has, of a table its writes
/// @param index         secondary index of a table; null for the table itself
/// @param adjustment    what the numbers of the steps mean
/// @param steps         by how far the metric is from the threshold, in the order of their bounds
/// @param simple        whether nothing else happens before the cooldown is over
/// @param cooldownNanos after a change has come through
/// @param leastChange   of a change in percent, in units of capacity; 0 for none
/// @param min           least capacity
/// @param max           most capacity
public record ScalingPolicy(
        @Nullable Dimension dimension,
        @Nullable String index,
        Adjustment adjustment,
        List<Step> steps,
        boolean simple,
        long cooldownNanos,
        double leastChange,
        double min,
        double max) {
    public ScalingPolicy {
        steps = List.copyOf(steps);
    }

    public enum Dimension {
        PROVISIONED_CONCURRENCY,
        READS,
        WRITES,
        SHARDS
    }

    public enum Adjustment {
        /// So many units more or less.
        CHANGE,
        /// So many percent more or less.
        PERCENT,
        /// So many units.
        EXACT
    }

    /// @param from   distance from the threshold; -infinity for no bound
    /// @param to     infinity for no bound
    /// @param amount units or percent
    public record Step(double from, double to, double amount) {
        /// Above the threshold the lower bound belongs to the step, below it the upper one does.
        boolean covers(double beyond) {
            return beyond >= 0 ? beyond >= from && beyond < to : beyond > from && beyond <= to;
        }
    }

    /// The capacity wanted in place of `capacity`; the same when no step covers the distance.
    ///
    /// @param beyond the metric less the threshold
    public double wanted(double capacity, double beyond) {
        for (var step : steps) if (step.covers(beyond)) return Math.clamp(adjusted(capacity, step.amount()), min, max);
        return capacity;
    }

    private double adjusted(double capacity, double amount) {
        return switch (adjustment) {
            case CHANGE -> capacity + amount;
            case EXACT -> amount;
            case PERCENT -> capacity + Math.copySign(percent(capacity * amount / 100), amount);
        };
    }

    /// Changes of less than a unit are one, others are cut to whole units.
    private double percent(double change) {
        double size = Math.abs(change);
        if (size == 0) return 0;
        return Math.max(leastChange, size < 1 ? 1 : Math.floor(size));
    }
}
