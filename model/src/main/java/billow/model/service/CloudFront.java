package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.EdgeUse;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.TrafficSource;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A distribution of Amazon CloudFront: edge locations, regional edge caches, Origin Shield.
public final class CloudFront implements NodeKind {
    static final Param.Whole OBJECTS = new Param.Whole(
            assumed(
                    "objects",
                    Section.LOAD,
                    "Different objects that are asked for; by default each key of the traffic is an object."),
            Unit.COUNT,
            1,
            1_000_000_000_000L,
            null);
    static final Param.Real OBJECT_SKEW = new Param.Real(
            assumed("objectSkew", Section.LOAD, "How unequal they are: the k-th most popular has weight 1/k^skew."),
            Unit.COUNT,
            0,
            3,
            1.0);
    static final Param.Law OBJECT_SIZE = Declare.size(
            assumed("objectSize", Section.DATA, "Size of an object; the same object always has the same size."),
            new Distribution.Exponential(Unit.KILOBYTE.toCanonical(30)));
    static final Param.Whole EDGES = Declare.whole(
            "edgeLocations",
            Section.CAPACITY,
            Unit.COUNT,
            "cloudfront.edges",
            "Edge locations this traffic comes to, evenly; each has a cache of its own.");
    static final Param.Whole REGIONAL = Declare.whole(
            "regionalEdgeCaches",
            Section.CAPACITY,
            Unit.COUNT,
            "cloudfront.regional",
            "Regional edge caches behind those edge locations; 0 for none.");
    static final Param.Flag SHIELD = new Param.Flag(
            documented("originShield", Section.CAPACITY, "Whether all misses pass one more cache before the origin."),
            false);
    static final Param.Size EDGE_MEMORY = new Param.Size(
            assumed(
                    "edgeMemory",
                    Section.CAPACITY,
                    "What an edge location keeps of this distribution, the least recently used object goes first; none for all of it."),
            Unit.GIGABYTE,
            1L << 20,
            1L << 50,
            null);
    static final Param.Whole FUNCTIONS = new Param.Whole(
            documented(
                    "cloudFrontFunctions",
                    Section.BEHAVIOUR,
                    "CloudFront Functions run for each request: viewer request, viewer response."),
            Unit.COUNT,
            0,
            2,
            0L);
    static final Param.Whole ATTEMPTS = Declare.whole(
            "connectionAttempts",
            Section.RELIABILITY,
            Unit.COUNT,
            "cloudfront.attempts",
            "Attempts at connecting to an origin; a GET that gets no answer is repeated as often.");
    static final Param.Span CONNECT_TIMEOUT = Declare.span(
            "connectionTimeout",
            Section.RELIABILITY,
            Unit.SECOND,
            "cloudfront.connectTimeout",
            "After this time an attempt to connect is given up.");
    static final Param.Span RESPONSE_TIMEOUT = Declare.span(
            "originReadTimeout",
            Section.RELIABILITY,
            Unit.SECOND,
            "cloudfront.responseTimeout",
            "After this time an attempt at an answer is given up; the origin runs on. Viewers get 504 in the end.");
    static final Param.Real UNANSWERED = new Param.Real(
            assumed("unansweredConnections", Section.RELIABILITY, "Share of attempts to connect that get no answer."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Law EDGE_LATENCY = law("edgeLatency", "cloudfront.edge", "Time an edge location adds.");
    static final Param.Law REGIONAL_LATENCY = law(
            "regionalLatency",
            "cloudfront.regional",
            "From an edge location to a regional edge cache and back; the same again to Origin Shield.");
    static final Param.Law ORIGIN_LATENCY =
            law("originLatency", "cloudfront.near", "To an origin in the geography of the viewer and back.");
    static final Param.Law FAR_LATENCY =
            law("farLatency", "cloudfront.far", "To an origin in another geography and back.");
    static final Param.Real HTTPS = new Param.Real(
            assumed("https", Section.COST, "Share of requests by HTTPS; they cost more than by HTTP."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    static final Param.Real INVALIDATIONS = new Param.Real(
            assumed(
                    "invalidations",
                    Section.COST,
                    "Paths invalidated per month, for the bill; the run itself invalidates nothing."),
            Unit.COUNT,
            0,
            1_000_000_000,
            0.0);

    static final Param.Real CACHEABLE = new Param.Real(
            assumed(
                    "cacheable",
                    Section.BEHAVIOUR,
                    "Share of the requests of this link whose answer may be kept: GET and HEAD of a cache behaviour that caches."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    static final Param.Choice EVENT = Declare.choice(
            documented("eventType", Section.BEHAVIOUR, "When the function runs."),
            "viewer-request",
            "viewer-request",
            "For every request, before the cache is looked at.",
            "origin-request",
            "Before an origin is asked.",
            "origin-response",
            "After an origin has answered.",
            "viewer-response",
            "For every request, before the viewer is answered.");

    static final Param.Choice FAILOVER = Declare.choice(
            documented(
                    "failover",
                    Section.RELIABILITY,
                    "Whether this origin is the second one of an origin group: asked for what the first one of its route fails to answer."),
            "none",
            "none",
            "It is asked first.",
            "serverErrors",
            "After 500, 502, 503, 504 and silence.",
            "allErrors",
            "Also after 403, 404 and 429.");

    private static Param.Law law(String name, String limit, String help) {
        return Declare.time(
                Declare.limited(name, Section.BEHAVIOUR, help, limit + "P50"),
                Declare.millisBetween(limit + "P50", limit + "P99"));
    }

    @Override
    public String id() {
        return "aws.cloudfront.distribution";
    }

    @Override
    public String name() {
        return "CloudFront distribution";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Answers from caches near the viewers and asks an origin for what they lack.";
    }

    @Override
    public List<Param<?>> params() {
        var params = new ArrayList<Param<?>>(List.of(
                EdgeLives.MIN_TTL,
                EdgeLives.DEFAULT_TTL,
                EdgeLives.MAX_TTL,
                EdgeLives.ORIGIN_MAX_AGE,
                EdgeLives.ERROR_TTL,
                EdgeLives.RENEW,
                EdgeLives.RESCUE,
                OBJECTS,
                OBJECT_SKEW,
                OBJECT_SIZE,
                EDGES,
                REGIONAL,
                SHIELD,
                EDGE_MEMORY,
                FUNCTIONS,
                ATTEMPTS,
                CONNECT_TIMEOUT,
                RESPONSE_TIMEOUT,
                UNANSWERED,
                EDGE_LATENCY,
                REGIONAL_LATENCY,
                ORIGIN_LATENCY,
                FAR_LATENCY));
        params.addAll(Viewers.params());
        params.addAll(List.of(HTTPS, INVALIDATIONS));
        return List.copyOf(params);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                origin(LinkKind.REQUEST),
                new Outlet(LinkKind.INVOKE, List.of(EVENT), p -> CallPlan.of(null, 0, new EdgeUse(event(p), 0))));
    }

    private static Outlet origin(LinkKind kind) {
        return new Outlet(
                kind,
                List.of(Calling.ROUTE, Calling.SHARE, CACHEABLE, FAILOVER),
                p -> CallPlan.of(
                        p.find(Calling.ROUTE).filter(t -> !t.isBlank()).orElse(null),
                        p.get(FAILOVER).equals("none") ? p.get(Calling.SHARE) : 0,
                        new EdgeUse(null, p.get(CACHEABLE), failover(p))));
    }

    private static EdgeUse.Failover failover(Params p) {
        return switch (p.get(FAILOVER)) {
            case "serverErrors" -> EdgeUse.Failover.SERVER_ERRORS;
            case "allErrors" -> EdgeUse.Failover.ALL_ERRORS;
            default -> EdgeUse.Failover.NONE;
        };
    }

    private static EdgeUse.Event event(Params p) {
        return switch (p.get(EVENT)) {
            case "origin-request" -> EdgeUse.Event.ORIGIN_REQUEST;
            case "origin-response" -> EdgeUse.Event.ORIGIN_RESPONSE;
            case "viewer-response" -> EdgeUse.Event.VIEWER_RESPONSE;
            default -> EdgeUse.Event.VIEWER_REQUEST;
        };
    }

    /// Functions at the edge are of a kind of their own; an ordinary one is an origin by its URL only.
    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.INVOKE || to instanceof EdgeFunction;
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        if (!(to instanceof LambdaFunction)) return Optional.empty();
        return Optional.of(
                "A distribution reaches a function by HTTP only. Maybe put an HTTP API between them, or use a Lambda@Edge function.");
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.REQUEST, List.of(), p -> new Interaction.Request()));
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        return EdgeLives.complaints(p);
    }

    @Override
    public Archetype lower(Params p, String region) {
        double perSecond = limit("cloudfront.requests").standard();
        double bytes = limit("cloudfront.bandwidth").standard() * 1e9 / 8;
        var popularity = p.find(OBJECTS).map(n -> new TrafficSource.Popularity(n, p.get(OBJECT_SKEW)));
        return new EdgeCache(
                new Gateway.Bucket(perSecond, perSecond),
                new Gateway.Bucket(bytes, bytes),
                new EdgeCache.Tiers(
                        Math.toIntExact(p.get(EDGES)),
                        Viewers.far(p, region),
                        Math.toIntExact(p.get(REGIONAL)),
                        p.get(SHIELD),
                        p.find(EDGE_MEMORY).orElse(0L)),
                EdgeLives.of(p),
                new EdgeCache.Objects(popularity.orElse(null), p.get(OBJECT_SIZE)),
                new EdgeCache.Latencies(
                        p.get(EDGE_LATENCY), p.get(REGIONAL_LATENCY), p.get(ORIGIN_LATENCY), p.get(FAR_LATENCY)),
                new EdgeCache.Patience(
                        Math.toIntExact(p.get(ATTEMPTS)),
                        p.get(UNANSWERED),
                        p.get(CONNECT_TIMEOUT),
                        p.get(RESPONSE_TIMEOUT)),
                Math.toIntExact(p.get(FUNCTIONS)));
    }

    @Override
    public List<Meter> meters() {
        var meters = new ArrayList<Meter>();
        meters.addAll(Viewers.meters(
                "cloudfront.https_requests",
                "request",
                "Requests of viewers by HTTPS, where they are.",
                (p, c) -> p.get(HTTPS) * c.get(Counter.BILLED_REQUESTS)));
        meters.addAll(Viewers.meters(
                "cloudfront.http_requests",
                "request",
                "Requests of viewers by HTTP, where they are.",
                (p, c) -> (1 - p.get(HTTPS)) * c.get(Counter.BILLED_REQUESTS)));
        meters.addAll(Viewers.meters(
                "cloudfront.egress_internet",
                "GB",
                "Bytes of objects sent to viewers, where they are.",
                (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_OUT))));
        meters.addAll(Viewers.meters(
                "cloudfront.egress_to_origin",
                "GB",
                "Bytes of requests that are passed on to an origin without being looked up.",
                (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_TO_ORIGIN))));
        meters.add(Meter.of(
                "cloudfront.origin_shield_requests",
                "request",
                "Requests that reached Origin Shield, which stands near the origin.",
                Counter.SHIELD_REQUESTS));
        meters.add(Meter.of(
                "cloudfront.functions_invocation", "invocation", "Runs of CloudFront Functions.", Counter.EDGE_RUNS));
        meters.add(new Meter(
                "cloudfront.invalidation_path_over_1000",
                "path",
                "Invalidated paths above the first thousand of a month.",
                (p, c) -> Math.max(
                                0,
                                p.get(INVALIDATIONS)
                                        - limit("cloudfront.freeInvalidations").standard())
                        * c.seconds()
                        / (730 * 3600)));
        return List.copyOf(meters);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("requests", "count", "Requests of viewers."),
                new Metric("bytesDownloaded", "MB", "Bytes of objects sent to viewers."),
                new Metric("cacheHitRate", "share", "Requests that may be cached and were answered by a cache."),
                new Metric("edgeHitRate", "share", "The same by an edge location alone."),
                new Metric("regionalHits", "count", "Answers by regional edge caches."),
                new Metric("shieldHits", "count", "Answers by Origin Shield."),
                new Metric("collapsed", "count", "Requests that waited for an answer somebody else had asked for."),
                new Metric("notCacheable", "count", "Requests passed on without being looked up."),
                new Metric("originRequests", "count", "Requests to origins, repeated ones included."),
                new Metric("originLatency", "ms", "Time until an origin answered, mean."),
                new Metric("originTimeouts", "count", "Attempts at an origin that got no answer in time."),
                new Metric("originFailovers", "count", "Requests to the second origin of a group."),
                new Metric("staleAnswers", "count", "Answers with an object past its time."),
                new Metric("4xxErrorRate", "share", "Answers with a client error, throttled ones included."),
                new Metric("5xxErrorRate", "share", "Answers with a server error."),
                new Metric(
                        "objectsCached",
                        "objects",
                        "Objects in all caches together now; dead ones that nobody asked for again may be among them."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::CloudFront::Distribution", "aws_cloudfront_distribution");
    }
}
