package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Declarations that REST and HTTP APIs have in common.
final class Gateways {
    static final Param.Real STAGE_RATE = new Param.Real(
            documented(
                    "throttlingRateLimit",
                    Section.CAPACITY,
                    "Requests per second of this stage; none leaves it to the account's limit."),
            Unit.PER_SECOND,
            0,
            10_000_000,
            null);
    static final Param.Whole STAGE_BURST = new Param.Whole(
            documented(
                    "throttlingBurstLimit",
                    Section.CAPACITY,
                    "Requests this stage takes at once; by default the account's burst."),
            Unit.COUNT,
            0,
            10_000_000,
            null);
    static final Param.Real ROUTE_RATE = new Param.Real(
            documented("routeRateLimit", Section.CAPACITY, "Requests per second of each route or method."),
            Unit.PER_SECOND,
            0,
            10_000_000,
            null);
    static final Param.Whole ROUTE_BURST = new Param.Whole(
            documented("routeBurstLimit", Section.CAPACITY, "Requests each route takes at once."),
            Unit.COUNT,
            0,
            10_000_000,
            null);
    static final Param.Law RESPONSE = Declare.size(
            assumed("responseSize", Section.DATA, "Size of a response, for data transfer and the cache."),
            Declare.kilobytes(2));

    static final Param.Text STAGE = new Param.Text(
            documented(
                    "stageName",
                    Section.BEHAVIOUR,
                    "Name of the stage that is simulated; links that name another stage aren't used."),
            128,
            null);

    private Gateways() {}

    static Gateway.Release release(Params p, double canary) {
        return new Gateway.Release(p.find(STAGE).filter(t -> !t.isBlank()).orElse(null), canary);
    }

    static long maxBytes(String limitInMegabytes) {
        return (long) Unit.MEGABYTE.toCanonical(limit(limitInMegabytes).standard());
    }

    private static final LinkKind[] INTEGRATIONS = {
        LinkKind.INVOKE,
        LinkKind.SEND,
        LinkKind.PUT,
        LinkKind.PUBLISH,
        LinkKind.START,
        LinkKind.OPERATE,
        LinkKind.REQUEST,
        LinkKind.CALL
    };

    /// Of an API whose stages can have a canary release.
    static List<Outlet> releases() {
        return Calling.join(Calling.fromReleases(INTEGRATIONS), List.of(Authorisers.outlet()));
    }

    static List<Outlet> outlets() {
        return Calling.join(Calling.fromRoutes(INTEGRATIONS), List.of(Authorisers.outlet()));
    }

    static List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.REQUEST, List.of(), p -> new Interaction.Request()));
    }

    /// The account's bucket is filled in when a design is run: it belongs to the account, not to one gateway.
    static Gateway.Bucket account() {
        return new Gateway.Bucket(
                limit("apigateway.accountRate").standard(),
                limit("apigateway.accountBurst").standard());
    }

    static Gateway.@Nullable Bucket bucket(Params p, Param.Real rate, Param.Whole burst) {
        var perSecond = p.find(rate);
        if (perSecond.isEmpty()) return null;
        return new Gateway.Bucket(
                perSecond.get(),
                p.find(burst)
                        .map(Long::doubleValue)
                        .orElse(limit("apigateway.accountBurst").standard()));
    }

    static List<Metric> metrics() {
        return List.of(
                new Metric("count", "count", "Requests received."),
                new Metric("4XXError", "count", "Answers with a client error, throttled ones included."),
                new Metric("5XXError", "count", "Answers with a server error."),
                new Metric("throttled", "count", "Requests refused with 429."),
                new Metric("latency", "ms", "Time from request to response, mean."),
                new Metric("integrationLatency", "ms", "Part of it spent in the integration, mean."));
    }

    static Meter dataOut() {
        return new Meter(
                "datatransfer.out_internet",
                "GB",
                "Response bytes to clients outside the region.",
                (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_OUT)));
    }
}
