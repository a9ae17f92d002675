package billow.simulator.edge;

import billow.model.archetype.EdgeCache;
import billow.simulator.flow.Calls;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;

/// The caches of a distribution and the ways between them: which ones a request looks into, by which key they know its
/// object and how large that is, and how long the ways to a cache and to the origin take. Level 0 is the edge location.
final class EdgeTiers {
    private static final int PLACE = 401;
    private static final int REGION = 404;
    private static final int WAY = 405;
    private static final int SIZE = 409;

    private final Calls calls;
    private final EdgeCache.Tiers tiers;
    private final Sampler regional;
    private final Sampler near;
    private final Sampler far;
    private final Sampler bytes;
    private final long sizes;
    private final int levels;

    /// @param key of the distribution; the sizes of its objects derive from it
    EdgeTiers(Calls calls, EdgeCache spec, long key) {
        this.calls = calls;
        tiers = spec.tiers();
        regional = Sampler.of(spec.latencies().regional());
        near = Sampler.of(spec.latencies().near());
        far = Sampler.of(spec.latencies().far());
        bytes = Sampler.of(spec.objects().bytes());
        sizes = Key.mix(key, SIZE);
        levels = 1 + (tiers.regional() > 0 ? 1 : 0) + (tiers.shield() ? 1 : 0);
    }

    /// How many caches a request may look into.
    int levels() {
        return levels;
    }

    /// Whether a request that was looked up to this level passed the shield.
    boolean shielded(int level) {
        return tiers.shield() && level >= levels - 1;
    }

    /// Which sort of cache stands at a level: 0 edge, 1 regional, 2 shield.
    int kind(int level) {
        return level == 1 && tiers.regional() == 0 ? 2 : level;
    }

    /// The edge location a request comes to.
    private int place(int call) {
        return (int) (Key.uniform(Key.mix(calls.key(call), PLACE)) * tiers.edges());
    }

    /// Number of the cache a request looks into at a level.
    int cache(int call, int level) {
        return switch (kind(level)) {
            case 0 -> place(call);
            case 1 -> tiers.edges() + place(call) % tiers.regional();
            default -> tiers.edges() + tiers.regional();
        };
    }

    /// What an object is known by in a cache.
    long object(int call, int cache) {
        return Key.mix(cache, calls.rank(call), calls.route(call));
    }

    long size(int call) {
        return Math.max(0, (long) bytes.sample(Key.mix(sizes, calls.rank(call), calls.route(call))));
    }

    /// Time from an edge location to the cache at a level and back.
    long hops(int call, int level) {
        return level == 0 ? 0 : level * regional.nanos(Key.mix(calls.key(call), REGION));
    }

    /// Time to the origin and back, all tiers between included.
    long way(int call) {
        boolean elsewhere = place(call) < Math.round(tiers.far() * tiers.edges());
        long last = (elsewhere ? far : near).nanos(Key.mix(calls.key(call), WAY));
        return last + hops(call, levels - 1);
    }
}
