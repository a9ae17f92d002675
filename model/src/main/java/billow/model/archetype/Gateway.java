package billow.model.archetype;

import billow.model.archetype.TrafficSource.Popularity;
import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Admits requests by token buckets, checks who sends them and what they hold, answers some from a cache, and passes
/// the others on to an integration.
///
/// @param account                 bucket shared by all gateways of the account
/// @param stage                   bucket of this gateway, or null
/// @param method                  bucket of each route, or null
/// @param authorisation           how requests are authorised; null when everybody may
/// @param plan                    usage plan of the API keys, or null
/// @param validation              what is refused before it reaches an integration
/// @param cache                   response cache, or null
/// @param mock                    answers by itself, without an integration
/// @param mapping                 what mapping templates add, or null
/// @param release                 which links serve
/// @param integrationTimeoutNanos after which it answers 504 while the integration runs on
/// @param edge                    what the way through an edge location adds, or null
/// @param overhead                time it adds to a request, both ways together
/// @param responseBytes           size of a response, for data transfer and cache
/// @param chunkBytes              requests are billed by this size; 0 for one each
/// @param streaming               how responses are passed on while they are made; null when they are gathered first
public record Gateway(
        Bucket account,
        @Nullable Bucket stage,
        @Nullable Bucket method,
        @Nullable Authorisation authorisation,
        @Nullable UsagePlan plan,
        Validation validation,
        @Nullable Cache cache,
        boolean mock,
        @Nullable Mapping mapping,
        Release release,
        long integrationTimeoutNanos,
        @Nullable Distribution edge,
        Distribution overhead,
        Distribution responseBytes,
        long chunkBytes,
        @Nullable Streaming streaming)
        implements Archetype {

    /// A token bucket: it fills with `perSecond` tokens up to `burst` and starts full.
    public record Bucket(double perSecond, double burst) {}

    /// @param ttlNanos       life of an entry; not renewed by hits
    /// @param bytes          capacity; the least recently used entry goes first
    /// @param entryBytes     largest response that is kept
    /// @param share          share of requests that may be cached (reads)
    /// @param latency        time of an answer from the cache
    /// @param refresh        requests that renew their entry; null when there are none
    /// @param sharedByCanary whether a canary uses the same cache instead of one of its own
    public record Cache(
            long ttlNanos,
            long bytes,
            long entryBytes,
            double share,
            Distribution latency,
            @Nullable Refresh refresh,
            boolean sharedByCanary) {}

    /// Requests that ask for a new response whatever is cached (`Cache-Control: max-age=0`).
    ///
    /// @param share      share of the cacheable requests
    /// @param authorised share of those that may do so
    /// @param forbids    whether the others get 403; otherwise they are answered like any request
    public record Refresh(double share, double authorised, boolean forbids) {}

    /// A check of who sends a request: by the gateway itself, or by a function that a link leads to.
    ///
    /// @param byItself     whether the gateway checks when no link leads to a function
    /// @param time         what a check by the gateway itself takes
    /// @param refused      share of requests that may not pass
    /// @param ttlNanos     how long the answer of a function holds for one identity; 0 to ask each time
    /// @param timeoutNanos after which the function is no longer waited for
    /// @param identities   who sends requests, by popularity
    public record Authorisation(
            boolean byItself,
            Distribution time,
            double refused,
            long ttlNanos,
            long timeoutNanos,
            Popularity identities) {}

    /// What each API key may use.
    ///
    /// @param bucket      requests per second of each key, or null
    /// @param quota       requests of each key in a period; 0 for any number
    /// @param periodNanos length of a period
    /// @param offset      requests taken off the first period
    /// @param keys        the keys by their share of the requests
    /// @param missing     share of requests without a valid key
    public record UsagePlan(
            @Nullable Bucket bucket, long quota, long periodNanos, long offset, Popularity keys, double missing) {}

    /// @param freeBytes      of a response, not slowed down
    /// @param bytesPerSecond of the rest
    /// @param requestBytes   a response is billed as a request for each of these begun
    public record Streaming(long freeBytes, double bytesPerSecond, long requestBytes) {}

    /// @param invalid  share of requests that a validator refuses
    /// @param maxBytes largest payload of a request, and of a response that is not streamed
    public record Validation(double invalid, long maxBytes) {}

    /// @param time   what the templates take, both ways together
    /// @param factor size of what they make of a request, over its own
    public record Mapping(Distribution time, double factor) {}

    /// @param stage  name of the stage; links that name another are not used
    /// @param canary share of requests that go to the links of the canary
    public record Release(@Nullable String stage, double canary) {}

    /// Whether a link with this position is used at all.
    public boolean serves(@Nullable Position position) {
        return position == null || position.stage() == null || position.stage().equals(release.stage());
    }
}
