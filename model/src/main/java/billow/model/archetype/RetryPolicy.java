package billow.model.archetype;

/// What a caller does about calls that were throttled or failed. Rules in behaviour of the AWS SDKs' retry modes.
///
/// @param mode          which back-off and quota rules
/// @param maxAttempts   attempts in all, the first included; at least 1
/// @param tableAttempts the same for calls of tables, for which some modes try more often
public record RetryPolicy(Mode mode, int maxAttempts, int tableAttempts) {
    public static final RetryPolicy NONE = new RetryPolicy(Mode.NONE, 1);

    public RetryPolicy {
        if (maxAttempts < 1 || tableAttempts < 1)
            throw new IllegalArgumentException(
                    "Expected at least 1 attempt, received %d and %d.".formatted(maxAttempts, tableAttempts));
    }

    public RetryPolicy(Mode mode, int maxAttempts) {
        this(mode, maxAttempts, maxAttempts);
    }

    /// With as many attempts as the SDKs make when nobody says how many. Source: botocore 1.43.67 (2026-08).
    public static RetryPolicy usual(Mode mode) {
        return switch (mode) {
            case NONE -> NONE;
            case LEGACY -> new RetryPolicy(mode, 5, 10);
            case STANDARD, ADAPTIVE -> new RetryPolicy(mode, 3);
            case STANDARD_2026 -> new RetryPolicy(mode, 3, 4);
        };
    }

    /// Attempts in all.
    ///
    /// @param table whether the callee is a table
    public int attempts(boolean table) {
        return table ? tableAttempts : maxAttempts;
    }

    /// Whether retries are paid from a bucket of tokens that each SDK client has.
    public boolean hasQuota() {
        return switch (mode) {
            case NONE, LEGACY -> false;
            case STANDARD, ADAPTIVE, STANDARD_2026 -> true;
        };
    }

    /// NONE never retries. LEGACY waits rand·2^i s (tables 50 ms·2^i). STANDARD waits rand·min(2^i, 20) s.
    /// STANDARD_2026 waits rand·min(base·2^i, 20 s) with base 1 s for throttles, 25 ms for tables and 50 ms else.
    /// ADAPTIVE is STANDARD by a client that slows down when it is throttled.
    public enum Mode {
        NONE,
        LEGACY,
        STANDARD,
        STANDARD_2026,
        ADAPTIVE
    }
}
