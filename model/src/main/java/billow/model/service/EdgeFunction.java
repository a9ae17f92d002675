package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A function that CloudFront runs in the region nearest to the viewer: Lambda@Edge. It has no provisioned or reserved
/// concurrency, no network, no environment variables, runs on x86 and is billed by its own prices.
public final class EdgeFunction implements NodeKind {
    public static final Param.Whole MEMORY = Declare.whole(
            "memorySize",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "lambda.edge.memory",
            "Memory of each execution environment; at most 128 MB for viewer events.");
    public static final Param.Span TIMEOUT = Declare.span(
            "timeout",
            Section.CAPACITY,
            Unit.SECOND,
            "lambda.edge.timeout",
            "After this time a running handler is stopped; at most 5 s for viewer events.");
    static final Param.Law DURATION = Declare.time(
            assumed("duration", Section.BEHAVIOUR, "Handler time in a warm environment."),
            Declare.lognormalMillis(3, 15));
    static final Param.Real ERROR_RATE = new Param.Real(
            assumed("errorRate", Section.RELIABILITY, "Share of runs that fail; the viewer gets 502."),
            Unit.PERCENT,
            0,
            1,
            0.0);

    private static final Set<String> NOT_AT_THE_EDGE = Set.of(
            "deploymentsCompleted",
            "deploymentsRolledBack",
            "recursiveInvocationsDropped",
            "asyncEventAge",
            "deadLetterErrors",
            "destinationDeliveryFailures",
            "provisionedConcurrencyInvocations",
            "provisionedConcurrencyUtilization");
    public static final Param.Law RESPONSE_SIZE = Declare.size(
            assumed(
                    "responseSize",
                    Section.DATA,
                    "Size of a response the function makes: at most 40 KB for viewer events, 1 MB for origin events. None for small ones."),
            null);

    @Override
    public String id() {
        return "aws.lambda.edge";
    }

    @Override
    public String name() {
        return "Lambda@Edge function";
    }

    @Override
    public Category category() {
        return Category.COMPUTE;
    }

    @Override
    public String summary() {
        return "Runs at the edge for the requests of a distribution.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                MEMORY,
                TIMEOUT,
                DURATION,
                FunctionBehaviour.CPU_WORK,
                FunctionStart.INIT_DURATION,
                FunctionStart.SANDBOX_TIME,
                FunctionStart.FIRST_RUN_PENALTY,
                FunctionBehaviour.KEEP_ALIVE,
                FunctionBehaviour.INVOKE_OVERHEAD,
                ERROR_RATE,
                FunctionStart.RUNTIME,
                FunctionStart.CODE_SIZE,
                RESPONSE_SIZE,
                FunctionBehaviour.CRASH_RATE,
                FunctionBehaviour.MEMORY_USE,
                FunctionStart.INIT_FAILURE_RATE,
                Permissions.POLICY);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.fromCode(LinkKind.OPERATE, LinkKind.CALL, LinkKind.REQUEST);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(LinkKind.INVOKE, List.of(), p -> new Interaction.Invoke(false)));
    }

    /// Only a distribution runs it.
    @Override
    public Archetype lower(Params p, String region) {
        double processors = limit("lambda.memoryPerProcessor").standard();
        return new InstancePool(
                Math.toIntExact(p.get(MEMORY)),
                Math.min(1, p.get(MEMORY) / processors),
                p.get(TIMEOUT),
                p.get(DURATION),
                p.get(FunctionBehaviour.CPU_WORK),
                start(p),
                p.get(FunctionBehaviour.KEEP_ALIVE),
                0,
                InstancePool.EnvironmentChoice.MOST_RECENTLY_USED,
                null,
                InstancePool.Provisioning.NONE,
                null,
                limit("lambda.scalingBurst").standard(),
                limit("lambda.scalingRate").standard(),
                limit("lambda.requestsPerConcurrency").standard(),
                new InstancePool.Faults(
                        p.get(ERROR_RATE),
                        p.get(FunctionBehaviour.CRASH_RATE),
                        p.find(FunctionBehaviour.MEMORY_USE).orElse(null)),
                new InstancePool.Answer(null, "Error"),
                response(p),
                FunctionBehaviour.payloadBytes(),
                new InstancePool.AsyncQueue(
                        0,
                        1,
                        Declare.millisBetween("lambda.asyncDelayP50", "lambda.asyncDelayP99"),
                        FunctionBehaviour.payloadBytes(),
                        0),
                0,
                p.get(FunctionBehaviour.INVOKE_OVERHEAD));
    }

    private static InstancePool.Start start(Params p) {
        var init = FunctionStart.law(p, FunctionStart.INIT_DURATION);
        return new InstancePool.Start(
                p.get(FunctionStart.SANDBOX_TIME),
                FunctionStart.download(p.get(FunctionStart.CODE_SIZE)),
                null,
                0,
                init,
                init,
                FunctionStart.law(p, FunctionStart.FIRST_RUN_PENALTY),
                p.get(FunctionStart.INIT_FAILURE_RATE),
                null);
    }

    private static InstancePool.@Nullable Response response(Params p) {
        long most = (long)
                Unit.MEGABYTE.toCanonical(limit("lambda.edge.originResponse").standard());
        return p.find(RESPONSE_SIZE)
                .map(bytes -> new InstancePool.Response(bytes, most, false, 0, 1))
                .orElse(null);
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        var complaints = new ArrayList<ParamComplaint>();
        var runtime = p.get(FunctionStart.RUNTIME);
        if (!runtime.startsWith("nodejs") && !runtime.startsWith("python"))
            complaints.add(new ParamComplaint(
                    FunctionStart.RUNTIME.name(),
                    "lambda.edge-runtime",
                    "Expected Node.js or Python at the edge, received %s.".formatted(runtime)));
        long most =
                (long) Unit.MEGABYTE.toCanonical(limit("lambda.edge.originCode").standard());
        if (p.get(FunctionStart.CODE_SIZE) > most)
            complaints.add(new ParamComplaint(
                    FunctionStart.CODE_SIZE.name(),
                    "lambda.edge-code",
                    "Expected at most %s at the edge, received %s."
                            .formatted(
                                    Quantity.text(most, Unit.MEGABYTE),
                                    Quantity.text(p.get(FunctionStart.CODE_SIZE), Unit.MEGABYTE))));
        return complaints;
    }

    /// The edge runs the usual runtime of functions, on x86.
    @Override
    public <T> Optional<T> derived(Param<T> param, Params params) {
        return FunctionStart.derived(param, params).map(param.type()::cast);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "lambda.edge_requests",
                        "request",
                        "Runs at the edge, errors included; no allowance.",
                        Counter.BILLED_REQUESTS),
                new Meter(
                        "lambda.edge_duration",
                        "GB-second",
                        "Memory in GB times time, each run rounded up to 1 ms; no allowance.",
                        (p, c) -> p.get(MEMORY) / 1024.0 * c.get(Counter.BILLED_MILLIS) / 1000));
    }

    @Override
    public List<Metric> metrics() {
        return new LambdaFunction()
                .metrics().stream()
                        .filter(m -> !NOT_AT_THE_EDGE.contains(m.name()))
                        .toList();
    }

    @Override
    public List<String> imports() {
        return List.of();
    }
}
