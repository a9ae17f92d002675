package billow.model.archetype;

/// What a caller does about calls that were throttled or failed. Rules in behaviour of the AWS SDKs' retry modes.
///
/// @param mode        which back-off and quota rules
/// @param maxAttempts attempts in all, the first included; at least 1
public record RetryPolicy(Mode mode, int maxAttempts) {
    public static final RetryPolicy NONE = new RetryPolicy(Mode.NONE, 1);

    public RetryPolicy {
        if (maxAttempts < 1)
            throw new IllegalArgumentException("Expected at least 1 attempt, received %d.".formatted(maxAttempts));
    }

    /// NONE never retries. LEGACY waits rand·2^i s (tables 50 ms·2^i). STANDARD waits rand·min(2^i, 20) s.
    /// STANDARD_2026 waits rand·min(base·2^i, 20 s) with base 1 s for throttles, 25 ms for tables and 50 ms else.
    public enum Mode {
        NONE,
        LEGACY,
        STANDARD,
        STANDARD_2026
    }
}
