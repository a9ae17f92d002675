package billow.simulator.flow;

import billow.model.archetype.ScalingPolicy;

/// Decides what alarms change about one capacity, with the cooldowns that all of them share.
///
/// Within a cooldown, capacity grows only as far as a larger step asks for, counted from where it stood before the
/// change that began it, and does not shrink. Under simple scaling nothing changes at all.
/// Source: Application Auto Scaling API reference, StepScalingPolicyConfiguration, 2026.
public final class Scaler {
    private long cooledDown = Long.MIN_VALUE;
    private double before;
    private boolean grew;

    /// @param capacity that is configured now
    /// @return the capacity wanted; the same when nothing is to be done
    public double wanted(ScalingPolicy policy, double capacity, double beyond, long time) {
        boolean cooling = time < cooledDown;
        if (cooling && policy.simple()) return capacity;
        double wanted = policy.wanted(cooling && grew ? before : capacity, beyond);
        return cooling && wanted < capacity ? capacity : wanted;
    }

    /// A change has begun.
    ///
    /// @param from capacity before
    /// @param to   capacity afterwards
    /// @param done when it will have come through
    public void changed(ScalingPolicy policy, double from, double to, long time, long done) {
        boolean goesOn = time < cooledDown && grew && to > from;
        if (!goesOn) before = from;
        grew = to > from;
        cooledDown = Math.addExact(done, policy.cooldownNanos());
    }
}
