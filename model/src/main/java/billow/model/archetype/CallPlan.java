package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// How the calling side uses a link.
///
/// @param calls        how often it is used per request: the whole part for certain, the fraction with that probability
/// @param route        name of the route the link serves, for gateways, or sort of change, for stores; null when it
///                     serves everything
/// @param share        weight among the links a caller chooses between (routes, targets of traffic)
/// @param retry        what the caller's SDK does when the call fails
/// @param timeoutNanos after which the caller gives up an attempt; 0 for never
/// @param states       names of the workflow states that use the link; null to match by resource
/// @param delivery     how a fan-out delivers over the link; null for links of others
/// @param position     where it stands among the links of an API; null for links of others
/// @param edge         what a distribution uses it for; null for links of others
/// @param guard        hedging and circuit breaker
/// @param scaling      what an alarm does to the capacity of the other side; null for links that scale nothing
/// @param callback     after which time the token of a task comes back, from the answer on; null when it travels
public record CallPlan(
        double calls,
        @Nullable String route,
        double share,
        RetryPolicy retry,
        long timeoutNanos,
        @Nullable String states,
        @Nullable Delivery delivery,
        @Nullable Position position,
        @Nullable EdgeUse edge,
        Guard guard,
        @Nullable ScalingPolicy scaling,
        @Nullable Distribution callback) {
    public static final CallPlan ONCE = new CallPlan(1, null, 1, RetryPolicy.NONE, 0, null);

    public CallPlan(
            double calls,
            @Nullable String route,
            double share,
            RetryPolicy retry,
            long timeoutNanos,
            @Nullable String states) {
        this(calls, route, share, retry, timeoutNanos, states, null, null, null, Guard.NONE, null, null);
    }

    /// A link of code.
    public static CallPlan of(double calls, RetryPolicy retry, long timeoutNanos, Guard guard) {
        return new CallPlan(calls, null, 1, retry, timeoutNanos, null, null, null, null, guard, null, null);
    }

    /// A link of an alarm that scales.
    ///
    /// @param state whose beginning it acts on
    public static CallPlan of(String state, ScalingPolicy scaling) {
        return new CallPlan(1, state, 1, RetryPolicy.NONE, 0, null, null, null, null, Guard.NONE, scaling, null);
    }

    /// A link of a workflow.
    public static CallPlan of(@Nullable String states, @Nullable Distribution callback) {
        return new CallPlan(1, null, 1, RetryPolicy.NONE, 0, states, null, null, null, Guard.NONE, null, callback);
    }

    /// A link of a fan-out.
    public static CallPlan of(Delivery delivery) {
        return new CallPlan(1, null, 1, RetryPolicy.NONE, 0, null, delivery, null, null, Guard.NONE, null, null);
    }

    /// A link over which a store tells of changes.
    ///
    /// @param sort `created` or `removed`; null for both
    public static CallPlan of(@Nullable String sort, Delivery delivery) {
        return new CallPlan(1, sort, 1, RetryPolicy.NONE, 0, null, delivery, null, null, Guard.NONE, null, null);
    }

    /// A link of an API.
    public static CallPlan of(double calls, @Nullable String route, double share, Position position) {
        return new CallPlan(
                calls, route, share, RetryPolicy.NONE, 0, null, null, position, null, Guard.NONE, null, null);
    }

    /// A link of a distribution.
    public static CallPlan of(@Nullable String route, double share, EdgeUse edge) {
        return new CallPlan(1, route, share, RetryPolicy.NONE, 0, null, null, null, edge, Guard.NONE, null, null);
    }
}
