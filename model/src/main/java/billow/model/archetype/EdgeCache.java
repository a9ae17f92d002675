package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Caches near those who ask, tier behind tier, before the origins. A request comes to one edge location; what no tier
/// has is fetched from an origin, once for all who ask for it meanwhile.
///
/// @param quota     requests; who finds it empty is refused
/// @param bandwidth bytes of objects sent to viewers; who finds it empty is refused
/// @param tiers     which caches there are
/// @param lives     how long they keep things
/// @param objects   what is asked for
/// @param latencies what time the ways take
/// @param patience  what is done about an origin that is silent
/// @param functions runs of code at the edge for each request, beside functions behind links
public record EdgeCache(
        Gateway.Bucket quota,
        Gateway.Bucket bandwidth,
        Tiers tiers,
        Lives lives,
        Objects objects,
        Latencies latencies,
        Patience patience,
        int functions)
        implements Archetype {

    /// @param edges     edge locations, 1 or more; requests spread evenly over them
    /// @param far       share of them that lie in another geography than the origins
    /// @param regional  regional caches behind them; 0 for none
    /// @param shield    whether one more cache stands before the origins
    /// @param edgeBytes capacity of an edge location, the least recently used object goes first; 0 for no bound
    public record Tiers(int edges, double far, int regional, boolean shield, long edgeBytes) {}

    /// @param ttlNanos      life of an object from when a cache got it, not renewed by hits; 0 when nothing is kept
    /// @param errorTtlNanos the same for an origin's error
    /// @param renewNanos    after its life, in which an object is still answered while it is fetched anew
    /// @param rescueNanos   after its life, in which it is answered when the origin fails
    public record Lives(long ttlNanos, long errorTtlNanos, long renewNanos, long rescueNanos) {}

    /// @param popularity which object a request is for; null when the key of the request is the object
    /// @param bytes      size of an object; the same object always has the same
    public record Objects(TrafficSource.@Nullable Popularity popularity, Distribution bytes) {}

    /// Both ways together.
    ///
    /// @param edge     time an edge location adds to a request
    /// @param regional from an edge location to a regional cache, and from there to the shield
    /// @param near     to an origin in the same geography
    /// @param far      to an origin elsewhere
    public record Latencies(Distribution edge, Distribution regional, Distribution near, Distribution far) {}

    /// @param attempts      at connecting, and at getting an answer to what may be asked twice; 1 to 3
    /// @param unanswered    share of attempts to connect that get no answer
    /// @param connectNanos  after which an attempt to connect is given up
    /// @param responseNanos after which an attempt at an answer is given up
    public record Patience(int attempts, double unanswered, long connectNanos, long responseNanos) {}
}
