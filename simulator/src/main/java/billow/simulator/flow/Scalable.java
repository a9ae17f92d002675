package billow.simulator.flow;

import billow.model.archetype.ScalingPolicy;

/// A node whose capacity an alarm can change.
public interface Scalable {
    /// @param beyond the metric less the threshold of the alarm
    /// @return whether a change has begun
    boolean scale(ScalingPolicy policy, double beyond, long time);
}
