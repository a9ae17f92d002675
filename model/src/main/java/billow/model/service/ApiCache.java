package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Gateway;
import billow.model.kind.Meter;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The response cache of a REST API's stage.
final class ApiCache {
    private static final double[] SIZES = {0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237};

    static final Param.Choice SIZE = choice(
            documented("cacheClusterSize", Section.CAPACITY, "Size of the response cache in GB; billed by the hour."),
            "none",
            "none",
            "No cache.",
            "0.5",
            "0.5 GB",
            "1.6",
            "1.6 GB",
            "6.1",
            "6.1 GB",
            "13.5",
            "13.5 GB",
            "28.4",
            "28.4 GB",
            "58.2",
            "58.2 GB",
            "118",
            "118 GB",
            "237",
            "237 GB");
    static final Param.Span TTL = Declare.span(
            "cacheTtlInSeconds",
            Section.CAPACITY,
            Unit.SECOND,
            "apigateway.cacheTtl",
            "Life of a cached response; hits don't renew it. 0 switches caching off.");
    static final Param.Real CACHEABLE = new Param.Real(
            assumed("cacheable", Section.CAPACITY, "Share of requests that may be answered from the cache (GET)."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    static final Param.Real REFRESHES = new Param.Real(
            assumed(
                    "cacheRefreshes",
                    Section.LOAD,
                    "Share of the cacheable requests that ask for a new response by Cache-Control: max-age=0."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Flag AUTHORISATION = new Param.Flag(
            documented(
                    "requireAuthorizationForCacheControl",
                    Section.BEHAVIOUR,
                    "Only who holds the permission execute-api:InvalidateCache renews a cached response; otherwise anybody does."),
            true);
    static final Param.Real AUTHORISED = new Param.Real(
            assumed("authorizedRefreshes", Section.LOAD, "Share of the requests for a new response that may have it."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    static final Param.Choice UNAUTHORISED = choice(
            documented(
                    "unauthorizedCacheControlHeaderStrategy",
                    Section.BEHAVIOUR,
                    "What happens to a request for a new response that may not have it."),
            "SUCCEED_WITH_RESPONSE_HEADER",
            "SUCCEED_WITH_RESPONSE_HEADER",
            "Answered like any request, with a warning in a header.",
            "SUCCEED_WITHOUT_RESPONSE_HEADER",
            "Answered like any request.",
            "FAIL_WITH_403",
            "Refused with 403.");
    static final Param.Flag SHARED = new Param.Flag(
            documented(
                    "canaryUseStageCache",
                    Section.CAPACITY,
                    "The canary uses the cache of its stage; otherwise it has one of its own of the same size."),
            true);

    static final List<Param<?>> PARAMS =
            List.of(SIZE, TTL, CACHEABLE, REFRESHES, AUTHORISATION, AUTHORISED, UNAUTHORISED, SHARED);

    private ApiCache() {}

    private static boolean off(Params p) {
        return p.get(SIZE).equals("none") || p.get(TTL) == 0;
    }

    static Gateway.@Nullable Cache of(Params p) {
        if (off(p)) return null;
        return new Gateway.Cache(
                p.get(TTL),
                (long) Unit.GIGABYTE.toCanonical(Double.parseDouble(p.get(SIZE))),
                (long) limit("apigateway.cacheEntry").standard(),
                p.get(CACHEABLE),
                p.get(RestApi.OVERHEAD),
                refresh(p),
                p.get(SHARED));
    }

    private static Gateway.@Nullable Refresh refresh(Params p) {
        if (p.get(REFRESHES) == 0) return null;
        return new Gateway.Refresh(
                p.get(REFRESHES),
                p.get(AUTHORISATION) ? p.get(AUTHORISED) : 1,
                p.get(UNAUTHORISED).equals("FAIL_WITH_403"));
    }

    static List<ParamComplaint> complaints(Params p) {
        if (p.get(REFRESHES) == 0 || !off(p)) return List.of();
        return List.of(new ParamComplaint(
                REFRESHES.name(),
                "apigateway.refresh-without-cache",
                "Expected a cache whose responses are renewed, received none."));
    }

    static List<Meter> meters() {
        var all = new ArrayList<Meter>();
        for (double size : SIZES) {
            var word = size == Math.rint(size) ? Integer.toString((int) size) : Double.toString(size);
            all.add(new Meter(
                    "apigateway.rest_cache_" + word + "GB",
                    "hour",
                    "Hours of a cache of " + word + " GB, used or not.",
                    (p, c) -> p.get(SIZE).equals(word) ? c.seconds() / 3600 : 0));
        }
        return all;
    }
}
