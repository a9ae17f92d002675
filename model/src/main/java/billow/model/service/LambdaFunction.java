package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.data.DataTemplate;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;

/// A function that runs on demand: AWS Lambda.
public final class LambdaFunction implements NodeKind {
    public static final Param.Whole MEMORY = Declare.whole(
            "memorySize",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "lambda.memory",
            "Memory of each execution environment; processor share grows with it, one vCPU at 1769 MB.");
    public static final Param.Span TIMEOUT = Declare.span(
            "timeout",
            Section.CAPACITY,
            Unit.SECOND,
            "lambda.timeout",
            "After this time a running handler is stopped.");
    public static final Param.Whole RESERVED = new Param.Whole(
            documented(
                    "reservedConcurrentExecutions",
                    Section.CAPACITY,
                    "Concurrency kept for this function, and its limit; 0 switches it off, none shares the account's pool."),
            Unit.COUNT,
            0,
            1_000_000,
            null);
    public static final Param.Whole PROVISIONED = new Param.Whole(
            documented(
                    "provisionedConcurrentExecutions",
                    Section.CAPACITY,
                    "Environments kept initialised; requests beyond them run on demand."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    public static final Param.Choice ARCHITECTURE = choice(
            documented("architecture", Section.CAPACITY, "Processor family; it selects the price."),
            "x86_64",
            "x86_64",
            "Intel or AMD.",
            "arm64",
            "Graviton; cheaper per GB-second.");
    public static final Param.Whole EPHEMERAL_STORAGE = Declare.whole(
            "ephemeralStorage",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "lambda.ephemeralStorage",
            "Size of /tmp; what exceeds 512 MB is billed.");
    public static final Param.Law DURATION = Declare.time(
            assumed(
                    "duration",
                    Section.BEHAVIOUR,
                    "Handler time in a warm environment that does not depend on memory: waiting and fixed work, without calls of other nodes."),
            Declare.lognormalMillis(20, 80));
    public static final Param.Law CPU_WORK = Declare.time(
            assumed(
                    "cpuWork",
                    Section.BEHAVIOUR,
                    "Processor time of the handler with one full vCPU; less memory makes it take longer."),
            new Distribution.Constant(0));
    public static final Param.Real PARALLELISM = new Param.Real(
            assumed("parallelism", Section.BEHAVIOUR, "Processors the handler can keep busy at once."),
            Unit.COUNT,
            1,
            6,
            1.0);
    public static final Param.Law INIT_DURATION = Declare.time(
            new About(
                    "initDuration",
                    Section.BEHAVIOUR,
                    "Init phase of a cold start: extensions, runtime, static code.",
                    "lambda-perf daily data 2026-05 to 2026-08: Node.js 22 zip on x86, p50 145 ms, p99 219 ms",
                    Confidence.HIGH),
            Declare.lognormalMillis(144.8, 219.1));
    public static final Param.Law SANDBOX_TIME = Declare.time(
            Declare.limited(
                    "sandboxTime",
                    Section.BEHAVIOUR,
                    "Time to create an environment and load its code, before the init phase; not billed.",
                    "lambda.sandboxTime"),
            Declare.millis(limit("lambda.sandboxTime").standard()));
    public static final Param.Law FIRST_RUN_PENALTY = Declare.time(
            new About(
                    "firstRunPenalty",
                    Section.BEHAVIOUR,
                    "What the first handler run of an environment takes longer: lazy loading, just-in-time compilation.",
                    "lambda-perf 2026: 2 to 4 ms for scripting languages, 7 to 800 ms for Java and .NET by memory",
                    Confidence.MEDIUM),
            Declare.millis(4));
    public static final Param.Law COLD_DURATION = Declare.time(
            assumed(
                    "coldDuration",
                    Section.BEHAVIOUR,
                    "Replaces sandbox, init, penalty and handler time on a cold start, for studies that measured it so."),
            null);
    public static final Param.Law KEEP_ALIVE = new Param.Law(
            Declare.limited(
                    "keepAlive",
                    Section.BEHAVIOUR,
                    "Idle time after which an environment is dropped.",
                    "lambda.keepAlive"),
            Unit.SECOND,
            new Distribution.Constant(Declare.nanos("lambda.keepAlive")));
    public static final Param.Span MAX_LIFE = new Param.Span(
            Declare.limited(
                    "maxLife",
                    Section.BEHAVIOUR,
                    "Age after which an environment takes no more requests; 0 s for no limit.",
                    "lambda.maxLife"),
            Unit.SECOND,
            0,
            (long) Unit.DAY.toCanonical(366),
            Declare.nanos("lambda.maxLife"));
    public static final Param.Choice ENVIRONMENT_CHOICE = choice(
            new About(
                    "environmentChoice",
                    Section.BEHAVIOUR,
                    "Which idle environment serves the next request.",
                    "29 746 requests of public traces, 2020: the most recently used one in 99.6 to 100 % of choices",
                    Confidence.HIGH),
            "mostRecentlyUsed",
            "mostRecentlyUsed",
            "As measured on AWS.",
            "newestCreated",
            "As SimFaaS assumes.",
            "leastRecentlyUsed",
            "Spreads load; for comparison.",
            "random",
            "Any; for comparison.");
    public static final Param.Law INVOKE_OVERHEAD = Declare.time(
            Declare.limited(
                    "invokeOverhead",
                    Section.BEHAVIOUR,
                    "Time the service adds to an invocation, both ways together.",
                    "lambda.invokeP50"),
            Declare.millisBetween("lambda.invokeP50", "lambda.invokeP99"));
    public static final Param.Real ERROR_RATE = new Param.Real(
            assumed("errorRate", Section.RELIABILITY, "Share of invocations that end in a function error."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Whole ASYNC_RETRIES = Declare.whole(
            "maximumRetryAttempts",
            Section.RELIABILITY,
            Unit.COUNT,
            "lambda.asyncRetries",
            "Retries of an asynchronous event after a function error.");
    public static final Param.Span ASYNC_MAX_AGE = Declare.span(
            "maximumEventAgeInSeconds",
            Section.RELIABILITY,
            Unit.SECOND,
            "lambda.asyncMaxAge",
            "After this time a waiting asynchronous event is given up.");
    public static final Param.Size LOG_SIZE = new Param.Size(
            assumed(
                    "logSize",
                    Section.COST,
                    "Log written by one invocation, the platform's START, END and REPORT lines included."),
            Unit.KILOBYTE,
            0,
            1L << 30,
            500L);

    public static final Param.Document RESULT = Declare.data(
            "result",
            "What the function returns, for workflows and destinations; by default its input. {% $error('OutOfStock') %} makes it fail with an error of that name.");
    public static final Param.Text ERROR_TYPE = new Param.Text(
            assumed(
                    "errorType",
                    Section.RELIABILITY,
                    "Name of the function's errors, as Retry and Catch of a workflow see it."),
            200,
            "Exception");
    public static final Param.Document PAYLOAD =
            Declare.data("payload", "What the function is given; by default what the caller was given.");

    public static final Param.Choice INVOCATION = choice(
            documented("invocationType", Section.BEHAVIOUR, "Whether the caller waits for the result."),
            "sync",
            "sync",
            "RequestResponse: the caller waits.",
            "async",
            "Event: queued, answered at once, retried by Lambda.");
    public static final Param.Whole BATCH_SIZE = Declare.whole(
            "batchSize", Section.CAPACITY, Unit.COUNT, "esm.batchSize", "Most messages of one invocation.");
    public static final Param.Span BATCH_WINDOW = Declare.span(
            "maximumBatchingWindowInSeconds",
            Section.CAPACITY,
            Unit.SECOND,
            "esm.window",
            "How long a batch may wait to fill up; needed for more than 10 messages.");
    public static final Param.Whole MAX_CONCURRENCY = Declare.whole(
            "maximumConcurrency",
            Section.CAPACITY,
            Unit.COUNT,
            "esm.maxConcurrency",
            "Most concurrent invocations of this mapping.");
    public static final Param.Flag PARTIAL_FAILURES = new Param.Flag(
            documented(
                    "reportBatchItemFailures",
                    Section.RELIABILITY,
                    "The function says which messages failed; only those come back."),
            false);

    @Override
    public String id() {
        return "aws.lambda.function";
    }

    @Override
    public String name() {
        return "Lambda function";
    }

    @Override
    public Category category() {
        return Category.COMPUTE;
    }

    @Override
    public String summary() {
        return "Runs code on demand; a new execution environment starts cold, idle ones are kept for minutes.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                MEMORY,
                TIMEOUT,
                RESERVED,
                PROVISIONED,
                ARCHITECTURE,
                EPHEMERAL_STORAGE,
                DURATION,
                CPU_WORK,
                PARALLELISM,
                INIT_DURATION,
                SANDBOX_TIME,
                FIRST_RUN_PENALTY,
                COLD_DURATION,
                KEEP_ALIVE,
                MAX_LIFE,
                ENVIRONMENT_CHOICE,
                INVOKE_OVERHEAD,
                ERROR_RATE,
                ERROR_TYPE,
                Tracing.MODE,
                RESULT,
                ASYNC_RETRIES,
                ASYNC_MAX_AGE,
                LOG_SIZE,
                Logs.RETENTION);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.join(
                Calling.fromCode(
                        LinkKind.OPERATE,
                        LinkKind.SEND,
                        LinkKind.PUT,
                        LinkKind.PUBLISH,
                        LinkKind.INVOKE,
                        LinkKind.START,
                        LinkKind.CALL,
                        LinkKind.REQUEST),
                Calling.plain(LinkKind.DEAD_LETTER, LinkKind.ON_SUCCESS, LinkKind.ON_FAILURE));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.INVOKE,
                        List.of(INVOCATION, PAYLOAD),
                        p -> new Interaction.Invoke(p.get(INVOCATION).equals("async")),
                        p -> p.find(PAYLOAD).orElse(null)),
                new Inlet(
                        LinkKind.POLL,
                        List.of(BATCH_SIZE, BATCH_WINDOW, MAX_CONCURRENCY, PARTIAL_FAILURES),
                        LambdaFunction::poll),
                Authorisers.function(),
                StreamMapping.inlet(),
                FanOuts.target(),
                new Inlet(LinkKind.ON_SUCCESS, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_FAILURE, List.of(), p -> new Interaction.Report()));
    }

    private static Interaction poll(Params p) {
        return new Interaction.Poll(
                Math.toIntExact(p.get(BATCH_SIZE)),
                p.get(BATCH_WINDOW),
                p.find(MAX_CONCURRENCY).map(Long::intValue).orElse(0),
                p.get(PARTIAL_FAILURES),
                new Interaction.PollerScaling(
                        (int) limit("esm.pollers").standard(),
                        (int) limit("esm.pollersPerMinute").standard(),
                        (int) limit("esm.pollersMaximum").standard()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        double processors = limit("lambda.memoryPerProcessor").standard();
        return new InstancePool(
                Math.toIntExact(p.get(MEMORY)),
                Math.min(
                        Math.min(p.get(MEMORY) / processors, p.get(PARALLELISM)),
                        limit("lambda.maxProcessors").standard()),
                p.get(TIMEOUT),
                p.get(DURATION),
                p.get(CPU_WORK),
                p.find(COLD_DURATION).orElse(null),
                p.get(SANDBOX_TIME),
                p.get(INIT_DURATION),
                p.get(FIRST_RUN_PENALTY),
                p.get(KEEP_ALIVE),
                p.get(MAX_LIFE),
                choiceOf(p.get(ENVIRONMENT_CHOICE)),
                p.find(RESERVED).map(Long::intValue).orElse(null),
                p.find(PROVISIONED).map(Long::intValue).orElse(0),
                limit("lambda.scalingBurst").standard(),
                limit("lambda.scalingRate").standard(),
                limit("lambda.requestsPerConcurrency").standard(),
                p.get(ERROR_RATE),
                new InstancePool.Answer(DataTemplate.orNull(p.find(RESULT).orElse(null)), p.get(ERROR_TYPE)),
                new InstancePool.AsyncQueue(
                        Math.toIntExact(p.get(ASYNC_RETRIES)),
                        p.get(ASYNC_MAX_AGE),
                        Declare.millisBetween("lambda.asyncDelayP50", "lambda.asyncDelayP99")),
                p.get(LOG_SIZE),
                p.get(INVOKE_OVERHEAD));
    }

    private static InstancePool.EnvironmentChoice choiceOf(String word) {
        return switch (word) {
            case "newestCreated" -> InstancePool.EnvironmentChoice.NEWEST_CREATED;
            case "leastRecentlyUsed" -> InstancePool.EnvironmentChoice.LEAST_RECENTLY_USED;
            case "random" -> InstancePool.EnvironmentChoice.RANDOM;
            default -> InstancePool.EnvironmentChoice.MOST_RECENTLY_USED;
        };
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        var reserved = p.find(RESERVED);
        var provisioned = p.find(PROVISIONED);
        if (reserved.isEmpty() || provisioned.isEmpty() || provisioned.get() <= reserved.get()) return List.of();
        return List.of(new ParamComplaint(
                PROVISIONED.name(),
                "lambda.provisioned-above-reserved",
                "Expected at most the reserved concurrency (%d), received %d."
                        .formatted(reserved.get(), provisioned.get())));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "lambda.requests",
                        "request",
                        "Invocations that reached the function, errors included, throttled ones not.",
                        Counter.BILLED_REQUESTS),
                Tracing.meter(),
                duration("lambda.duration_x86", "x86_64", Counter.BILLED_MILLIS),
                duration("lambda.duration_arm", "arm64", Counter.BILLED_MILLIS),
                duration("lambda.provisioned_duration_x86", "x86_64", Counter.PROVISIONED_BILLED_MILLIS),
                duration("lambda.provisioned_duration_arm", "arm64", Counter.PROVISIONED_BILLED_MILLIS),
                duration("lambda.provisioned_concurrency_x86", "x86_64", Counter.PROVISIONED_ENVIRONMENT_MILLIS),
                duration("lambda.provisioned_concurrency_arm", "arm64", Counter.PROVISIONED_ENVIRONMENT_MILLIS),
                new Meter(
                        "lambda.ephemeral_storage_over_512MB",
                        "GB-second",
                        "Size of /tmp above 512 MB for the billed time.",
                        (p, c) -> (p.get(EPHEMERAL_STORAGE) - 512)
                                / 1024.0
                                * (c.get(Counter.BILLED_MILLIS) + c.get(Counter.PROVISIONED_BILLED_MILLIS))
                                / 1000),
                new Meter(
                        "cloudwatch.logs_ingest_lambda",
                        "GB",
                        "Log lines written by the function.",
                        (p, c) -> Declare.gigabytes(c.get(Counter.LOG_BYTES))),
                Logs.storage());
    }

    private static Meter duration(String id, String architecture, Counter counter) {
        return new Meter(
                id,
                "GB-second",
                "Memory in GB times time, each invocation rounded up to 1 ms, init phase included.",
                (p, c) ->
                        p.get(ARCHITECTURE).equals(architecture) ? p.get(MEMORY) / 1024.0 * c.get(counter) / 1000 : 0);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("invocations", "count", "Invocations that reached the function."),
                new Metric("errors", "count", "Invocations that ended in a function error or timeout."),
                new Metric("throttles", "count", "Invocations refused with 429."),
                new Metric("coldStarts", "count", "Invocations that had to start an environment."),
                new Metric("coldStartRate", "share", "Cold starts per invocation."),
                new Metric("environments", "environments", "Execution environments alive, mean and largest number."),
                new Metric("concurrency", "executions", "Environments at work, mean and largest number."),
                new Metric("duration", "ms", "Billed time of an invocation, mean."),
                new Metric(
                        "provisionedConcurrencySpilloverInvocations",
                        "count",
                        "Invocations that found all provisioned environments at work."),
                new Metric("asyncEventsReceived", "count", "Asynchronous events queued."),
                new Metric("asyncEventsDropped", "count", "Asynchronous events given up."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Lambda::Function", "AWS::Serverless::Function", "aws_lambda_function");
    }
}
