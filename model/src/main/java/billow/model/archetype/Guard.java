package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// What a caller does beyond retries so as not to wait for a callee that is slow or down.
///
/// @param hedge   a second attempt beside a slow first one, or null
/// @param breaker a circuit breaker, or null
public record Guard(@Nullable Hedge hedge, @Nullable Breaker breaker) {
    public static final Guard NONE = new Guard(null, null);

    /// A second attempt is sent when the first has not been answered in time. The first good answer counts; what is
    /// given up runs on at the callee. Dean and Barroso, The tail at scale, CACM 56 (2013) 2.
    ///
    /// @param afterNanos how long the first is waited for; 0 to take the percentile
    /// @param percentile of the latencies measured so far after which it is sent, 50 to 99.9
    public record Hedge(long afterNanos, double percentile) {}

    /// A circuit breaker: closed it lets calls through and counts, open it refuses them at once, half open it tries a
    /// few. Nygard, Release It!, 2007; a window that counts calls, as Resilience4j's.
    ///
    /// @param failureShare of the window at which it opens, 0 to 1
    /// @param window       last calls that are looked at
    /// @param minimumCalls calls before it may open
    /// @param openNanos    how long it stays open
    /// @param probes       calls it tries then; it closes when fewer than the share of them fail
    public record Breaker(double failureShare, int window, int minimumCalls, long openNanos, int probes) {}
}
