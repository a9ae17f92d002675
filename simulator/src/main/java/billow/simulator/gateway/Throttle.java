package billow.simulator.gateway;

import billow.model.archetype.Gateway;
import billow.simulator.flow.TokenBucket;
import org.jspecify.annotations.Nullable;

/// The token buckets before an API, in the order in which AWS applies them: usage plan, route, stage, account. All must
/// have a token; then each gives one.
final class Throttle {
    private final TokenBucket account;
    private final @Nullable TokenBucket stage;
    private final TokenBucket[] routes;

    /// @param stage  bucket of the API's stage, or null
    /// @param method bucket of each route, or null
    Throttle(Gateway.@Nullable Bucket stage, Gateway.@Nullable Bucket method, int routes, TokenBucket account) {
        this.account = account;
        this.stage = bucket(stage);
        this.routes = buckets(method, routes);
    }

    /// @param plan  bucket of the request's API key, or null
    /// @param route from 0
    boolean admit(@Nullable TokenBucket plan, int route, long time) {
        var method = routes.length == 0 ? null : routes[route];
        if (plan != null && plan.wait(1, time) > 0) return false;
        if (method != null && method.wait(1, time) > 0) return false;
        if (stage != null && stage.wait(1, time) > 0) return false;
        if (!account.take(1, time)) return false;
        if (plan != null) plan.take(1, time);
        if (method != null) method.take(1, time);
        if (stage != null) stage.take(1, time);
        return true;
    }

    /// One bucket for each route, or none at all.
    static TokenBucket[] buckets(Gateway.@Nullable Bucket spec, int routes) {
        if (spec == null) return new TokenBucket[0];
        var buckets = new TokenBucket[Math.max(1, routes)];
        for (int i = 0; i < buckets.length; i++) buckets[i] = new TokenBucket(spec.perSecond(), spec.burst());
        return buckets;
    }

    private static @Nullable TokenBucket bucket(Gateway.@Nullable Bucket spec) {
        return spec == null ? null : new TokenBucket(spec.perSecond(), spec.burst());
    }
}
