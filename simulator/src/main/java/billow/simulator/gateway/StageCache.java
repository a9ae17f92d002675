package billow.simulator.gateway;

import billow.model.archetype.Gateway;
import billow.simulator.node.ResponseCache;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import org.jspecify.annotations.Nullable;

/// The response cache of a stage, and that of its canary where it has one of its own: which requests it answers, which
/// renew an entry, and which responses it keeps.
/// Source: API Gateway developer guide, enabling API caching, 2023-04.
final class StageCache {
    /// What becomes of a request.
    enum Lookup {
        /// It can't be answered from the cache, nor is its response kept.
        ASIDE,
        HIT,
        MISS,
        /// It may not renew an entry, and the API refuses to say less.
        FORBIDDEN
    }

    private final Gateway.Cache spec;
    private final Routes routes;
    private final ResponseCache stable;
    private final ResponseCache canary;

    private StageCache(Gateway.Cache spec, Routes routes) {
        this.spec = spec;
        this.routes = routes;
        stable = new ResponseCache(spec.ttlNanos(), spec.bytes());
        canary = spec.sharedByCanary() ? stable : new ResponseCache(spec.ttlNanos(), spec.bytes());
    }

    static @Nullable StageCache of(Gateway spec, Routes routes) {
        var cache = spec.cache();
        return cache == null ? null : new StageCache(cache, routes);
    }

    /// @param key     of the call
    /// @param rank    of what it asks for
    /// @param counted whether it counts as a hit or miss
    Lookup lookUp(long key, int rank, int route, long time, boolean counted) {
        if (spec.share() < 1 && Key.uniform(Key.mix(key, Stage.CACHEABLE)) >= spec.share()) return Lookup.ASIDE;
        var refresh = spec.refresh();
        if (refresh != null && Key.uniform(Key.mix(key, Stage.REFRESH)) < refresh.share()) {
            if (Key.uniform(Key.mix(key, Stage.REFRESH, 1)) < refresh.authorised()) {
                of(route).miss(counted);
                return Lookup.MISS;
            }
            if (refresh.forbids()) return Lookup.FORBIDDEN;
        }
        return of(route).hit(entry(rank, route), time, counted) ? Lookup.HIT : Lookup.MISS;
    }

    /// Keeps a response, unless it is too large for an entry.
    void store(int rank, int route, long bytes, long time) {
        if (bytes <= spec.entryBytes()) of(route).store(entry(rank, route), bytes, time);
    }

    void clear() {
        stable.clear();
        canary.clear();
    }

    long hits() {
        return stable.hits() + (canary == stable ? 0 : canary.hits());
    }

    long misses() {
        return stable.misses() + (canary == stable ? 0 : canary.misses());
    }

    private ResponseCache of(int route) {
        return routes.isCanary(route) ? canary : stable;
    }

    private long entry(int rank, int route) {
        return Key.mix(rank, routes.settings(route));
    }
}
