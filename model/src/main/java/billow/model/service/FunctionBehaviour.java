package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.InstancePool;
import billow.model.data.DataTemplate;
import billow.model.param.About;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the handler of a function does, how its environments live, and what goes wrong.
public final class FunctionBehaviour {
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
    public static final Param.Law KEEP_ALIVE = new Param.Law(
            Declare.limited(
                    "keepAlive",
                    Section.BEHAVIOUR,
                    "Idle time after which an environment is dropped.",
                    "lambda.keepAlive"),
            Unit.SECOND,
            new Distribution.Constant(Declare.nanos("lambda.keepAlive")));
    public static final Param.Choice KEEP_ALIVE_POLICY = choice(
            new About(
                    "keepAlivePolicy",
                    Section.BEHAVIOUR,
                    "Whose idle time holds.",
                    "29 746 requests of public traces, 2020: share of environments alive after a gap",
                    Confidence.HIGH),
            "fixed",
            "fixed",
            "That of keepAlive.",
            "empirical2020",
            "As measured in 2020: 5 % are gone within 10 min, two thirds by 11 min, the others live for 25 to 30 min.");
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
    public static final Param.Real CRASH_RATE = new Param.Real(
            assumed(
                    "crashRate",
                    Section.RELIABILITY,
                    "Share of invocations that end the runtime; the environment is initialised anew on its next use."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Law MEMORY_USE = new Param.Law(
            assumed(
                    "memoryUse",
                    Section.RELIABILITY,
                    "Memory an invocation uses at most; above the size of the environment the handler is killed. None for always enough."),
            Unit.MEGABYTE,
            null);
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
    public static final Param.Real DUPLICATES = new Param.Real(
            assumed(
                    "duplicateProbability",
                    Section.RELIABILITY,
                    "Share of asynchronous events that are handled twice: the service promises at least once, not once."),
            Unit.PERCENT,
            0,
            1,
            0.0);
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

    public static final Param.Law RESPONSE_SIZE = Declare.size(
            assumed(
                    "responseSize",
                    Section.DATA,
                    "Size of a response: above 6 MB it must be streamed, above 200 MB it can't be returned. None for small ones."),
            null);
    public static final Param.Choice INVOKE_MODE = choice(
            documented("invokeMode", Section.BEHAVIOUR, "How a response is handed over."),
            "buffered",
            "buffered",
            "When it is complete, at most 6 MB.",
            "streamed",
            "While it is made, at most 200 MB: beyond 6 MB at 2 MB/s, and billed.");

    /// Alive after a gap: 0.95 up to 600 s, 0.67 at 637.5 s, 0.40 at 652.5 s, 0.29 from 660 to 1500 s, 0.10 at 1650 s,
    /// none after 1800 s.
    private static final Distribution EMPIRICAL_2020 = new Distribution.Mixture(List.of(
            part(0.05, 0, 600),
            part(0.28, 600, 637.5),
            part(0.27, 637.5, 652.5),
            part(0.11, 652.5, 660),
            part(0.19, 1_500, 1_650),
            part(0.10, 1_650, 1_800)));

    private static Distribution.Mixture.Part part(double weight, double from, double to) {
        return new Distribution.Mixture.Part(
                weight, new Distribution.Uniform(Unit.SECOND.toCanonical(from), Unit.SECOND.toCanonical(to)));
    }

    private FunctionBehaviour() {}

    static Distribution keepAlive(Params p) {
        return p.get(KEEP_ALIVE_POLICY).equals("empirical2020") ? EMPIRICAL_2020 : p.get(KEEP_ALIVE);
    }

    static InstancePool.@Nullable Response response(Params p) {
        return p.find(RESPONSE_SIZE)
                .map(bytes -> new InstancePool.Response(
                        bytes,
                        p.get(INVOKE_MODE).equals("streamed")
                                ? bytes("lambda.streamedResponse", Unit.MEGABYTE)
                                : payloadBytes(),
                        p.get(INVOKE_MODE).equals("streamed"),
                        bytes("lambda.streamFree", Unit.MEGABYTE),
                        Unit.MEGABYTE.toCanonical(limit("lambda.streamRate").standard())))
                .orElse(null);
    }

    static long payloadBytes() {
        return bytes("lambda.payload", Unit.MEGABYTE);
    }

    private static long bytes(String limit, Unit unit) {
        return (long) unit.toCanonical(limit(limit).standard());
    }

    static InstancePool.Answer answer(Params p) {
        return new InstancePool.Answer(DataTemplate.orNull(p.find(RESULT).orElse(null)), p.get(ERROR_TYPE));
    }

    static InstancePool.Faults faults(Params p) {
        return new InstancePool.Faults(
                p.get(ERROR_RATE), p.get(CRASH_RATE), p.find(MEMORY_USE).orElse(null));
    }

    static InstancePool.AsyncQueue asynchronous(Params p) {
        return new InstancePool.AsyncQueue(
                Math.toIntExact(p.get(ASYNC_RETRIES)),
                p.get(ASYNC_MAX_AGE),
                Declare.millisBetween("lambda.asyncDelayP50", "lambda.asyncDelayP99"),
                bytes("lambda.asyncPayload", Unit.MEGABYTE),
                p.get(DUPLICATES));
    }

    static InstancePool.EnvironmentChoice environmentChoice(Params p) {
        return switch (p.get(ENVIRONMENT_CHOICE)) {
            case "newestCreated" -> InstancePool.EnvironmentChoice.NEWEST_CREATED;
            case "leastRecentlyUsed" -> InstancePool.EnvironmentChoice.LEAST_RECENTLY_USED;
            case "random" -> InstancePool.EnvironmentChoice.RANDOM;
            default -> InstancePool.EnvironmentChoice.MOST_RECENTLY_USED;
        };
    }
}
