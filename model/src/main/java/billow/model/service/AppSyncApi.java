package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Gateway;
import billow.model.archetype.GraphApi;
import billow.model.archetype.Position;
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
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// AWS AppSync, GraphQL API.
public final class AppSyncApi implements NodeKind {
    public static final Param.Real MUTATIONS = new Param.Real(
            assumed("mutationShare", Section.LOAD, "Share of requests that are mutations; the others are queries."),
            Unit.PERCENT,
            0,
            1,
            0.2);
    public static final Param.Real RATE = new Param.Real(
            Declare.limited(
                    "requestTokenRate",
                    Section.CAPACITY,
                    "Requests per second; by default the published quota, one token a request.",
                    "appsync.requestTokens"),
            Unit.PER_SECOND,
            1,
            10_000_000,
            null);
    public static final Param.Span CACHE_TTL = new Param.Span(
            Declare.limited(
                    "cacheTtl",
                    Section.CAPACITY,
                    "Life of a cached response to a query (full request caching); 0 for no cache.",
                    "appsync.cacheTtl"),
            Unit.SECOND,
            0,
            Declare.nanos("appsync.cacheTtl"),
            0L);
    public static final Param.Real SUBSCRIBERS = new Param.Real(
            assumed("subscribersPerMutation", Section.LOAD, "Clients that are told of a mutation, mean."),
            Unit.COUNT,
            0,
            1_000_000,
            0.0);
    public static final Param.Law UPDATE_SIZE = Declare.size(
            assumed("updateSize", Section.DATA, "Size of what each subscriber is told; billed by 5 KB."),
            Declare.kilobytes(1));
    public static final Param.Whole CONNECTIONS = new Param.Whole(
            assumed("connectedClients", Section.COST, "Clients connected for subscriptions at any time, mean."),
            Unit.COUNT,
            0,
            100_000_000,
            0L);
    public static final Param.Law OVERHEAD = Declare.time(
            Declare.limited(
                    "overhead",
                    Section.BEHAVIOUR,
                    "Time the API adds to a request, both ways together.",
                    "appsync.overheadP50"),
            Declare.millisBetween("appsync.overheadP50", "appsync.overheadP99"));

    private static final Param.Choice OPERATION = choice(
            documented("operationType", Section.BEHAVIOUR, "Which operations the resolver belongs to."),
            "any",
            "any",
            "Queries and mutations.",
            "query",
            "Queries only.",
            "mutation",
            "Mutations only.");
    private static final Param.Whole LEVEL = new Param.Whole(
            documented(
                    "level",
                    Section.BEHAVIOUR,
                    "Depth of the field, or place in a pipeline: one level begins when the one before is done."),
            Unit.COUNT,
            1,
            75,
            1L);

    @Override
    public String id() {
        return "aws.appsync.api";
    }

    @Override
    public String name() {
        return "AppSync API";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Answers GraphQL queries and mutations from several sources and tells subscribers of changes.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                MUTATIONS,
                RATE,
                Authorisers.GRAPH,
                Authorisers.GRAPH_TTL,
                Authorisers.IDENTITIES,
                Authorisers.IDENTITY_SKEW,
                Authorisers.UNAUTHORISED,
                Authorisers.TIME,
                CACHE_TTL,
                SUBSCRIBERS,
                UPDATE_SIZE,
                CONNECTIONS,
                OVERHEAD,
                Gateways.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Stream.concat(
                        Stream.of(LinkKind.INVOKE, LinkKind.OPERATE, LinkKind.REQUEST, LinkKind.CALL, LinkKind.PUBLISH)
                                .map(k ->
                                        new Outlet(k, List.of(OPERATION, LEVEL, Calling.CALLS), AppSyncApi::resolver)),
                        Stream.of(Authorisers.outlet()))
                .toList();
    }

    private static CallPlan resolver(Params p) {
        var operation = p.get(OPERATION);
        return CallPlan.of(
                p.get(Calling.CALLS),
                operation.equals("any") ? null : operation,
                1,
                new Position(null, false, Math.toIntExact(p.get(LEVEL))));
    }

    @Override
    public List<Inlet> inlets() {
        return Gateways.inlets();
    }

    @Override
    public Archetype lower(Params p, String region) {
        double rate = p.find(RATE).orElse(limit("appsync.requestTokens").standard());
        long ttl = p.get(CACHE_TTL);
        return new GraphApi(
                new Gateway.Bucket(rate, rate),
                p.get(MUTATIONS),
                Authorisers.ofGraph(p),
                ttl == 0
                        ? null
                        : new Gateway.Cache(ttl, Long.MAX_VALUE, Long.MAX_VALUE, 1, p.get(OVERHEAD), null, true),
                Declare.nanos("appsync.timeout"),
                p.get(SUBSCRIBERS),
                p.get(UPDATE_SIZE),
                (long) Unit.KILOBYTE.toCanonical(limit("appsync.updateChunk").standard()),
                p.get(OVERHEAD),
                p.get(Gateways.RESPONSE));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "appsync.query_mutation",
                        "operation",
                        "Queries and mutations that passed throttle and authorisation, cached ones included.",
                        Counter.BILLED_REQUESTS),
                Meter.of(
                        "appsync.realtime_update",
                        "5KB update",
                        "Updates sent to subscribers, metered by 5 KB.",
                        Counter.REALTIME_CHUNKS),
                new Meter(
                        "appsync.connection_minute",
                        "minute",
                        "Minutes of all connections for subscriptions.",
                        (p, c) -> p.get(CONNECTIONS) * c.seconds() / 60),
                Gateways.dataOut());
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("requests", "count", "Requests received."),
                new Metric("4XXError", "count", "Requests refused with 401 or 429."),
                new Metric("5XXError", "count", "Requests of which a resolver failed, or too slow."),
                new Metric("resolverCalls", "count", "Calls of sources."),
                new Metric("updates", "count", "Updates sent to subscribers."),
                Authorisers.UNAUTHORISED_COUNT,
                Authorisers.CALLS,
                Authorisers.HIT_RATIO,
                new Metric("cacheHitRatio", "share", "Queries answered from the cache."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::AppSync::GraphQLApi", "AWS::Serverless::GraphQLApi", "aws_appsync_graphql_api");
    }
}
