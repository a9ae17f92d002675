package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Amazon API Gateway, REST API.
public final class RestApi implements NodeKind {
    public static final Param.Span TIMEOUT = Declare.span(
            "timeoutInMillis",
            Section.RELIABILITY,
            Unit.MILLISECOND,
            "apigateway.rest.integrationTimeout",
            "After this time the API answers 504; the integration runs on and is billed.");
    public static final Param.Choice TRANSFER = choice(
            documented("responseTransferMode", Section.BEHAVIOUR, "How responses of proxy integrations are passed on."),
            "BUFFERED",
            "BUFFERED",
            "When they are complete, at most 10 MB.",
            "STREAM",
            "While they are made, for up to 15 minutes: beyond 10 MB at 2 MB/s, each 10 MB begun billed as a request.");
    public static final Param.Flag MOCK =
            new Param.Flag(documented("mock", Section.BEHAVIOUR, "Answers by itself, without an integration."), false);
    public static final Param.Law OVERHEAD = Declare.time(
            Declare.limited(
                    "overhead",
                    Section.BEHAVIOUR,
                    "Time the API adds to a request, both ways together.",
                    "apigateway.rest.overheadP50"),
            Declare.millisBetween("apigateway.rest.overheadP50", "apigateway.rest.overheadP99"));

    public static final Param.Choice ENDPOINT = choice(
            documented("endpointType", Section.BEHAVIOUR, "From where the API is reached."),
            "regional",
            "regional",
            "Directly in its region.",
            "edge",
            "Through the nearest edge location.",
            "private",
            "From a VPC only, through an interface endpoint that is billed by the hour.");
    public static final Param.Law EDGE_TIME = Declare.time(
            Declare.limited(
                    "edgeTime",
                    Section.BEHAVIOUR,
                    "What the way through an edge location adds, both ways together.",
                    "apigateway.edgeP50"),
            Declare.millisBetween("apigateway.edgeP50", "apigateway.edgeP99"));
    public static final Param.Whole ENDPOINT_ZONES = new Param.Whole(
            documented(
                    "endpointZones",
                    Section.COST,
                    "Availability zones in which a private API has an interface endpoint of its own; 0 when it shares one that is paid for elsewhere."),
            Unit.COUNT,
            0,
            6,
            2L);
    public static final Param.Real INVALID = new Param.Real(
            assumed(
                    "invalidRequests",
                    Section.RELIABILITY,
                    "Share of requests that a request validator answers with 400; they are billed, not integrated."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Law MAPPING_TIME = Declare.time(
            assumed(
                    "mappingTime",
                    Section.BEHAVIOUR,
                    "Time of mapping templates, request and response together; none for proxy integrations."),
            null);
    public static final Param.Real MAPPED_SIZE = new Param.Real(
            assumed(
                    "mappedSize",
                    Section.DATA,
                    "Size of the request that a mapping template makes, over the size of the one received."),
            Unit.COUNT,
            0,
            100,
            1.0);
    public static final Param.Real CANARY = new Param.Real(
            documented(
                    "canaryPercentTraffic",
                    Section.BEHAVIOUR,
                    "Share of requests, drawn for each by chance, that go to the links marked as canary."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    @Override
    public String id() {
        return "aws.apigateway.rest";
    }

    @Override
    public String name() {
        return "API Gateway (REST)";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Receives HTTP requests, throttles by token buckets, may cache, and passes them to integrations.";
    }

    @Override
    public List<Param<?>> params() {
        var all = new ArrayList<Param<?>>(
                List.of(Gateways.STAGE_RATE, Gateways.STAGE_BURST, Gateways.ROUTE_RATE, Gateways.ROUTE_BURST));
        all.addAll(ApiCache.PARAMS);
        all.addAll(List.of(
                TIMEOUT,
                ENDPOINT,
                EDGE_TIME,
                ENDPOINT_ZONES,
                Authorisers.REST,
                Authorisers.REST_TTL,
                Authorisers.IDENTITIES,
                Authorisers.IDENTITY_SKEW,
                Authorisers.UNAUTHORISED,
                Authorisers.TIME));
        all.addAll(UsagePlans.PARAMS);
        all.addAll(List.of(
                INVALID,
                MAPPING_TIME,
                MAPPED_SIZE,
                Gateways.STAGE,
                CANARY,
                MOCK,
                OVERHEAD,
                Gateways.RESPONSE,
                TRANSFER,
                Tracing.MODE));
        return List.copyOf(all);
    }

    @Override
    public List<Outlet> outlets() {
        return Gateways.releases();
    }

    @Override
    public List<Inlet> inlets() {
        return Stream.concat(Gateways.inlets().stream(), Stream.of(FanOuts.target()))
                .toList();
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Gateway(
                Gateways.account(),
                Gateways.bucket(p, Gateways.STAGE_RATE, Gateways.STAGE_BURST),
                Gateways.bucket(p, Gateways.ROUTE_RATE, Gateways.ROUTE_BURST),
                Authorisers.of(p, Authorisers.REST, Authorisers.REST_TTL),
                UsagePlans.of(p),
                new Gateway.Validation(p.get(INVALID), Gateways.maxBytes("apigateway.payload")),
                ApiCache.of(p),
                p.get(MOCK),
                mapping(p),
                Gateways.release(p, p.get(CANARY)),
                p.get(TIMEOUT),
                p.get(ENDPOINT).equals("edge") ? p.get(EDGE_TIME) : null,
                p.get(OVERHEAD),
                p.get(Gateways.RESPONSE),
                0,
                streams(p) ? streaming() : null);
    }

    private static boolean streams(Params p) {
        return p.get(TRANSFER).equals("STREAM");
    }

    private static Gateway.Streaming streaming() {
        return new Gateway.Streaming(
                Gateways.maxBytes("apigateway.stream.free"),
                Unit.MEGABYTE.toCanonical(limit("apigateway.stream.rate").standard()),
                Gateways.maxBytes("apigateway.stream.request"));
    }

    private static void transfer(Params p, List<ParamComplaint> complaints) {
        long longest = Declare.nanos("apigateway.bufferedTimeout");
        if (!streams(p) && p.get(TIMEOUT) > longest)
            complaints.add(new ParamComplaint(
                    TIMEOUT.name(),
                    "apigateway.buffered-timeout",
                    "Expected at most %s unless responses are streamed, received %s."
                            .formatted(
                                    Quantity.text(longest, Unit.SECOND), Quantity.text(p.get(TIMEOUT), Unit.SECOND))));
        if (!streams(p)) return;
        var received = new ArrayList<String>();
        if (!p.get(ApiCache.SIZE).equals("none")) received.add("a cache");
        if (mapping(p) != null) received.add("mapping templates");
        if (p.get(MOCK)) received.add("a mock integration");
        if (!received.isEmpty())
            complaints.add(new ParamComplaint(
                    TRANSFER.name(),
                    "apigateway.stream",
                    "Expected proxy integrations without a cache, received %s."
                            .formatted(String.join(", ", received))));
    }

    private static Gateway.@Nullable Mapping mapping(Params p) {
        var time = p.find(MAPPING_TIME);
        if (time.isEmpty() && p.get(MAPPED_SIZE) == 1) return null;
        return new Gateway.Mapping(time.orElse(new Distribution.Constant(0)), p.get(MAPPED_SIZE));
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<>(ApiCache.complaints(p));
        transfer(p, complaints);
        long longest = Declare.nanos("apigateway.edgeTimeout");
        if (!p.get(ENDPOINT).equals("edge") || p.get(TIMEOUT) <= longest) return complaints;
        complaints.add(new ParamComplaint(
                TIMEOUT.name(),
                "apigateway.edge-timeout",
                "Expected at most %s at an edge-optimised API, received %s.\nMaybe make the API regional."
                        .formatted(Quantity.text(longest, Unit.SECOND), Quantity.text(p.get(TIMEOUT), Unit.SECOND))));
        return complaints;
    }

    @Override
    public List<Meter> meters() {
        var all = new ArrayList<Meter>();
        all.add(Tracing.meter());
        all.add(Meter.of(
                "apigateway.rest_requests", "request", "Requests that passed the throttle.", Counter.BILLED_REQUESTS));
        all.addAll(ApiCache.meters());
        all.add(new Meter(
                "vpc_endpoint.interface_hour",
                "endpoint-AZ-hour",
                "Hours of a private API's interface endpoint, in each zone.",
                (p, c) -> p.get(ENDPOINT).equals("private") ? p.get(ENDPOINT_ZONES) * c.seconds() / 3600 : 0));
        all.add(new Meter(
                "datatransfer.out_internet",
                "GB",
                "Response bytes to clients outside the region; none of a private API.",
                (p, c) -> p.get(ENDPOINT).equals("private") ? 0 : Declare.gigabytes(c.get(Counter.BYTES_OUT))));
        return List.copyOf(all);
    }

    @Override
    public List<Metric> metrics() {
        var all = new ArrayList<>(Gateways.metrics());
        all.add(new Metric("cacheHitCount", "count", "Requests answered from the cache."));
        all.add(new Metric("cacheMissCount", "count", "Cacheable requests that went to the integration."));
        all.add(new Metric("cacheHitRatio", "share", "Hits per cacheable request."));
        all.add(Authorisers.UNAUTHORISED_COUNT);
        all.add(Authorisers.CALLS);
        all.add(Authorisers.HIT_RATIO);
        all.add(UsagePlans.OVER_QUOTA);
        all.add(new Metric("invalidRequests", "count", "Requests a validator refused, or too large."));
        all.add(new Metric("canaryRequests", "count", "Requests that went to the canary."));
        return List.copyOf(all);
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::ApiGateway::RestApi", "AWS::Serverless::Api", "aws_api_gateway_rest_api");
    }
}
