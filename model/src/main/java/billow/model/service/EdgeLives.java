package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.EdgeCache;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;

/// How long a distribution keeps what an origin has answered.
final class EdgeLives {
    static final Param.Span MIN_TTL = Declare.span(
            "minTTL",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "cloudfront.minTtl",
            "Objects are kept at least so long, whatever the origin says.");
    static final Param.Span DEFAULT_TTL = Declare.span(
            "defaultTTL",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "cloudfront.defaultTtl",
            "How long objects are kept when the origin does not say.");
    static final Param.Span MAX_TTL = Declare.span(
            "maxTTL",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "cloudfront.maxTtl",
            "Objects are kept at most so long, whatever the origin says.");
    static final Param.Span ORIGIN_MAX_AGE = new Param.Span(
            assumed(
                    "originMaxAge",
                    Section.BEHAVIOUR,
                    "What the origin says about how long an object may be kept (max-age, s-maxage, Expires); 0 stands for no-store."),
            Unit.SECOND,
            0,
            31_536_000_000_000_000L,
            null);
    static final Param.Span ERROR_TTL = Declare.span(
            "errorCachingMinTTL",
            Section.RELIABILITY,
            Unit.SECOND,
            "cloudfront.errorTtl",
            "How long an origin's error is kept and answered again.");
    static final Param.Span RENEW = stale(
            "staleWhileRevalidate",
            "How long after its time an object is still answered while it is fetched anew, as the origin says; none by default.");
    static final Param.Span RESCUE = stale(
            "staleIfError",
            "How long after its time an object is answered when the origin fails, as the origin says; none by default.");

    private EdgeLives() {}

    static EdgeCache.Lives of(Params p) {
        return new EdgeCache.Lives(ttl(p), p.get(ERROR_TTL), p.get(RENEW), p.get(RESCUE));
    }

    private static Param.Span stale(String name, String help) {
        return new Param.Span(documented(name, Section.RELIABILITY, help), Unit.SECOND, 0, 31_536_000_000_000_000L, 0L);
    }

    /// What the origin says, within the bounds; the default where it says nothing.
    /// Source: CloudFront developer guide, 2023-03, managing how long content stays in the cache.
    private static long ttl(Params p) {
        long wanted = p.find(ORIGIN_MAX_AGE).orElse(p.get(DEFAULT_TTL));
        return Math.max(p.get(MIN_TTL), Math.min(wanted, p.get(MAX_TTL)));
    }

    static List<ParamComplaint> complaints(Params p) {
        if (p.get(MIN_TTL) <= p.get(MAX_TTL)) return List.of();
        return List.of(new ParamComplaint(
                MIN_TTL.name(),
                "cloudfront.min-above-max",
                "Expected at most maxTTL (%d s), received %d s."
                        .formatted(p.get(MAX_TTL) / 1_000_000_000, p.get(MIN_TTL) / 1_000_000_000)));
    }
}
