package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Admits requests by token buckets, answers some from a cache, and passes the others on to an integration.
///
/// @param account                 bucket shared by all gateways of the account
/// @param stage                   bucket of this gateway, or null
/// @param method                  bucket of each route, or null
/// @param cache                   response cache, or null
/// @param mock                    answers by itself, without an integration
/// @param integrationTimeoutNanos after which it answers 504 while the integration runs on
/// @param overhead                time it adds to a request, both ways together
/// @param responseBytes           size of a response, for data transfer and cache
/// @param throttledCode           what the caller sees when the integration is throttled
/// @param chunkBytes              requests are billed by this size; 0 for one each
public record Gateway(
        Bucket account,
        @Nullable Bucket stage,
        @Nullable Bucket method,
        @Nullable Cache cache,
        boolean mock,
        long integrationTimeoutNanos,
        Distribution overhead,
        Distribution responseBytes,
        int throttledCode,
        long chunkBytes)
        implements Archetype {

    /// A token bucket: it fills with `perSecond` tokens up to `burst` and starts full.
    public record Bucket(double perSecond, double burst) {}

    /// @param ttlNanos  life of an entry; not renewed by hits
    /// @param bytes     capacity; the least recently used entry goes first
    /// @param share     share of requests that may be cached (reads)
    /// @param latency   time of an answer from the cache
    public record Cache(long ttlNanos, long bytes, double share, Distribution latency) {}
}
