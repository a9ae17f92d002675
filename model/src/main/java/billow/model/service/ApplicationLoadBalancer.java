package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.LoadBalancer.Algorithm;
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
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;

/// Elastic Load Balancing, Application Load Balancer.
public final class ApplicationLoadBalancer implements NodeKind {
    public static final Param.Choice ALGORITHM = choice(
            documented("algorithm", Section.BEHAVIOUR, "Which target of a rule gets a request."),
            "roundRobin",
            "roundRobin",
            "One after the other.",
            "leastOutstandingRequests",
            "The one with the fewest requests in progress.",
            "weightedRandom",
            "By chance, in proportion to the shares of their links.");
    public static final Param.Span SLOW_START = Declare.span(
            "slowStart",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "alb.slowStart",
            "Over which a newly registered target gets its full share; not for functions nor least outstanding requests.");
    public static final Param.Span IDLE_TIMEOUT = Declare.span(
            "idleTimeout",
            Section.RELIABILITY,
            Unit.SECOND,
            "alb.idleTimeout",
            "After this time without an answer clients get 504; the target runs on.");
    public static final Param.Whole RULES = Declare.whole(
            "rules",
            Section.COST,
            Unit.COUNT,
            "alb.rules",
            "Listener rules processed for a request; what exceeds ten counts towards capacity units.");
    public static final Param.Real REQUESTS_BY_CONNECTION = new Param.Real(
            assumed("requestsPerConnection", Section.COST, "Requests a client sends over one connection, mean."),
            Unit.COUNT,
            1,
            1_000_000,
            1.0);
    public static final Param.Span CONNECTION_LIFE = new Param.Span(
            assumed("connectionLife", Section.COST, "How long such a connection stays open, mean."),
            Unit.SECOND,
            0,
            4_000_000_000_000L,
            60_000_000_000L);
    public static final Param.Law OVERHEAD = Declare.time(
            Declare.limited(
                    "overhead",
                    Section.BEHAVIOUR,
                    "Time the load balancer adds to a request, both ways together.",
                    "alb.overheadP50"),
            Declare.millisBetween("alb.overheadP50", "alb.overheadP99"));

    public static final Param.Real UNAUTHENTICATED = new Param.Real(
            assumed(
                    "unauthenticated",
                    Section.RELIABILITY,
                    "Share of requests without a valid session that are answered with 401, where a link leads to a user pool."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    static final Param.Span REGISTERED = new Param.Span(
            assumed(
                    "registeredAfter",
                    Section.LOAD,
                    "When this target is registered, from the beginning of the run; a slow start begins then."),
            Unit.SECOND,
            0,
            (long) Unit.DAY.toCanonical(366),
            0L);

    @Override
    public String id() {
        return "aws.elasticloadbalancing.applicationloadbalancer";
    }

    @Override
    public String name() {
        return "Application Load Balancer";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Spreads HTTP requests over functions and other targets; no throttle, billed by hours and capacity units.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                ALGORITHM,
                SLOW_START,
                IDLE_TIMEOUT,
                UNAUTHENTICATED,
                RULES,
                REQUESTS_BY_CONNECTION,
                CONNECTION_LIFE,
                OVERHEAD,
                Gateways.RESPONSE);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.join(
                Calling.toTargets(REGISTERED, LinkKind.INVOKE, LinkKind.REQUEST, LinkKind.CALL),
                List.of(Authorisers.outlet()));
    }

    /// Users are authenticated by a user pool, not by a function.
    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.AUTHORISE || to instanceof UserPool;
    }

    @Override
    public List<Inlet> inlets() {
        return Gateways.inlets();
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new LoadBalancer(
                algorithm(p.get(ALGORITHM)),
                p.get(SLOW_START),
                p.get(IDLE_TIMEOUT),
                Gateways.maxBytes("alb.functionBody"),
                p.get(UNAUTHENTICATED),
                p.get(OVERHEAD),
                p.get(Gateways.RESPONSE),
                p.get(REQUESTS_BY_CONNECTION),
                p.get(CONNECTION_LIFE),
                Math.toIntExact(p.get(RULES)),
                new LoadBalancer.CapacityUnit(
                        limit("alb.unit.newConnections").standard(),
                        limit("alb.unit.activeConnections").standard(),
                        Unit.GIGABYTE.toCanonical(limit("alb.unit.bytes").standard()),
                        Unit.GIGABYTE.toCanonical(
                                limit("alb.unit.functionBytes").standard()),
                        limit("alb.unit.ruleEvaluations").standard(),
                        (int) limit("alb.unit.freeRules").standard()));
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        long least = Declare.nanos("alb.slowStartMinimum");
        long set = p.get(SLOW_START);
        if (set == 0 || set >= least) return List.of();
        return List.of(new ParamComplaint(
                SLOW_START.name(),
                "alb.slow-start",
                "Expected 0 s or at least %s, received %s."
                        .formatted(Quantity.text(least, Unit.SECOND), Quantity.text(set, Unit.SECOND))));
    }

    private static Algorithm algorithm(String word) {
        return switch (word) {
            case "leastOutstandingRequests" -> Algorithm.LEAST_OUTSTANDING_REQUESTS;
            case "weightedRandom" -> Algorithm.WEIGHTED_RANDOM;
            default -> Algorithm.ROUND_ROBIN;
        };
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter("alb.hour", "hour", "Hours the load balancer exists.", (p, c) -> c.seconds() / 3600),
                new Meter(
                        "alb.lcu_hour",
                        "LCU-hour",
                        "Capacity units: in each hour the dimension that needs most of them.",
                        (p, c) -> c.get(Counter.CAPACITY_UNIT_MICROS) / 1e6),
                Gateways.dataOut());
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("requestCount", "count", "Requests received."),
                new Metric("4XXError", "count", "Answers with a client error."),
                new Metric("5XXError", "count", "Answers with a server error, its own and those of targets."),
                new Metric("elbAuthFailure", "count", "Requests without a valid session, answered with 401."),
                new Metric("targetResponseTime", "ms", "Time a target takes to answer, mean."),
                new Metric("consumedLCUs", "LCU", "Capacity units in use, mean and greatest of an hour."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb", "aws_alb");
    }
}
