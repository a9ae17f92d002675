package billow.simulator.flow;

import billow.model.archetype.RetryPolicy;
import billow.simulator.random.Key;

/// Pauses of the AWS SDKs' retry modes. Source: botocore 1.43.67 (2026-08), retries/standard.py and data/_retry.json.
public final class Backoff {
    private static final double SECOND = 1e9;
    private static final double CAP = 20 * SECOND;

    private Backoff() {}

    /// Whether another attempt follows.
    ///
    /// @param made  attempts made so far, at least 1
    /// @param table whether the callee is a table
    public static boolean again(RetryPolicy policy, Outcome outcome, int made, boolean table) {
        return outcome.retryable() && made < policy.attempts(table);
    }

    /// Nanoseconds to pause before the next attempt.
    ///
    /// @param made  attempts made so far, at least 1
    /// @param table whether the callee is a table, for which some modes wait less
    /// @param key   what the jitter is keyed with
    public static long nanos(RetryPolicy policy, Outcome outcome, int made, boolean table, long key) {
        int i = made - 1;
        double jitter = Key.uniform(key);
        double power = i >= 62 ? 4.6e18 : 1L << i;
        double pause = switch (policy.mode()) {
            case NONE -> 0;
            case LEGACY -> table ? 0.05 * SECOND * power : jitter * SECOND * power;
            case STANDARD, ADAPTIVE -> jitter * Math.min(SECOND * power, CAP);
            case STANDARD_2026 -> jitter * Math.min(base(outcome, table) * power, CAP);
        };
        return (long) Math.min(pause, 1e18);
    }

    private static double base(Outcome outcome, boolean table) {
        if (outcome == Outcome.THROTTLED) return SECOND;
        return table ? 0.025 * SECOND : 0.05 * SECOND;
    }
}
