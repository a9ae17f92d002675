package billow.model.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Retry`.
///
/// @param errorEquals error names, or `States.ALL` alone
/// @param intervalSeconds before the first retry, 1 or more
/// @param maxAttempts retries at most; 0 never retries
/// @param backoffRate factor from one retry to the next, 1.0 or more
/// @param maxDelaySeconds ceiling of a delay, or null for none
/// @param fullJitter whether the delay is drawn uniformly from 0 up to its value
public record Retrier(
        List<String> errorEquals,
        long intervalSeconds,
        long maxAttempts,
        double backoffRate,
        @Nullable Long maxDelaySeconds,
        boolean fullJitter) {
    /// `IntervalSeconds` where none is written. Source: Amazon States Language, "Errors".
    public static final long DEFAULT_INTERVAL_SECONDS = 1;

    /// `MaxAttempts` where none is written.
    public static final long DEFAULT_MAX_ATTEMPTS = 3;

    /// `BackoffRate` where none is written.
    public static final double DEFAULT_BACKOFF_RATE = 2.0;

    private static final double NANOS_PER_SECOND = 1e9;

    public Retrier {
        errorEquals = List.copyOf(errorEquals);
    }

    /// Whether it takes up an error of that name.
    public boolean matches(String error) {
        return ErrorNames.matches(errorEquals, error);
    }

    /// The delay before a retry, before jitter, in nanoseconds.
    ///
    /// @param retry counted from 1
    public long delayNanos(long retry) {
        double seconds = intervalSeconds * StrictMath.pow(backoffRate, retry - 1.0);
        double capped = maxDelaySeconds == null ? seconds : Math.min(maxDelaySeconds, seconds);
        return (long) Math.min(Long.MAX_VALUE / 4.0, Math.rint(capped * NANOS_PER_SECOND));
    }
}
