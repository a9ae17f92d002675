package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// A service that answers a call after a while, as many calls as its quotas let through: keys, secrets, mail.
///
/// @param quota     bucket; who finds it empty is refused
/// @param perDay    most calls of any 24 hours, to the quarter of an hour; 0 for no such quota
/// @param latency   time of an answer
/// @param errorRate share of answers that are errors (retryable)
/// @param bytes     size of what is carried, for meters by size
/// @param kept      what callers keep of the answers, or null
public record QuotaService(
        Gateway.Bucket quota,
        long perDay,
        Distribution latency,
        double errorRate,
        Distribution bytes,
        @Nullable Kept kept)
        implements Archetype {

    /// Answers that callers keep and use again instead of calling.
    ///
    /// @param ttlNanos how long, from when they got it
    /// @param callers  how many keep one each; calls spread evenly over them
    public record Kept(long ttlNanos, int callers) {}
}
