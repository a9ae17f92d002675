package billow.model.service;

import billow.model.archetype.Counter;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.param.Params;
import java.util.List;

/// What is billed and reported of a function.
final class FunctionBill {
    private FunctionBill() {}

    static List<Meter> meters() {
        return List.of(
                Meter.of(
                        "lambda.requests",
                        "request",
                        "Invocations that reached the function, errors included, throttled ones not.",
                        Counter.BILLED_REQUESTS),
                duration("lambda.duration_x86", "x86_64", Counter.BILLED_MILLIS),
                duration("lambda.duration_arm", "arm64", Counter.BILLED_MILLIS),
                duration("lambda.provisioned_duration_x86", "x86_64", Counter.PROVISIONED_BILLED_MILLIS),
                duration("lambda.provisioned_duration_arm", "arm64", Counter.PROVISIONED_BILLED_MILLIS),
                duration("lambda.provisioned_concurrency_x86", "x86_64", Counter.PROVISIONED_ENVIRONMENT_MILLIS),
                duration("lambda.provisioned_concurrency_arm", "arm64", Counter.PROVISIONED_ENVIRONMENT_MILLIS),
                Tracing.meter(),
                new Meter(
                        "lambda.ephemeral_storage_over_512MB",
                        "GB-second",
                        "Size of /tmp above 512 MB for the billed time.",
                        (p, c) -> (p.get(FunctionCapacity.EPHEMERAL_STORAGE) - 512)
                                / 1024.0
                                * (c.get(Counter.BILLED_MILLIS) + c.get(Counter.PROVISIONED_BILLED_MILLIS))
                                / 1000),
                new Meter(
                        "lambda.snapstart_cache",
                        "GB-second",
                        "Memory of the snapshot for as long as its version is published; nothing for Java.",
                        (p, c) -> snapshots(p) ? p.get(FunctionCapacity.MEMORY) / 1024.0 * c.seconds() : 0),
                new Meter(
                        "lambda.snapstart_restore",
                        "GB restored",
                        "Memory of each environment restored from a snapshot; nothing for Java.",
                        (p, c) -> snapshots(p) ? p.get(FunctionCapacity.MEMORY) / 1024.0 * c.get(Counter.RESTORES) : 0),
                new Meter(
                        "lambda.response_streaming_over_6MB",
                        "GB",
                        "Streamed responses beyond 6 MB each, rounded up to 1 MB.",
                        (p, c) -> Declare.gigabytes(c.get(Counter.STREAMED_BYTES))),
                new Meter(
                        "lambda.esm_provisioned_sqs_epu",
                        "EPU-hour",
                        "Provisioned pollers of queues times hours.",
                        (p, c) -> c.get(Counter.POLLER_MILLIS) / 3_600_000),
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
                (p, c) -> p.get(FunctionCapacity.ARCHITECTURE).equals(architecture)
                        ? p.get(FunctionCapacity.MEMORY) / 1024.0 * c.get(counter) / 1000
                        : 0);
    }

    /// Whether the snapshot of SnapStart is billed.
    private static boolean snapshots(Params p) {
        return p.get(FunctionStart.SNAP_START) && !p.get(FunctionStart.RUNTIME).startsWith("java");
    }

    static List<Metric> metrics() {
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
                new Metric(
                        "provisionedConcurrentExecutions",
                        "environments",
                        "Environments kept initialised, mean and largest number."),
                new Metric("additionalVersionInvocations", "count", "Invocations of the alias' second version."),
                new Metric("additionalVersionErrors", "count", "Those that ended in an error or timeout."),
                new Metric("deploymentsCompleted", "count", "Deployments that have shifted all requests."),
                new Metric("deploymentsRolledBack", "count", "Deployments that an alarm took back."),
                new Metric("initFailures", "count", "Init phases that failed."),
                new Metric("crashes", "count", "Invocations that ended their runtime or ran out of memory."),
                new Metric(
                        "recursiveInvocationsDropped",
                        "count",
                        "Invocations not made because a loop had led back 16 times."),
                new Metric("asyncEventsReceived", "count", "Asynchronous events queued."),
                new Metric("asyncEventsDropped", "count", "Asynchronous events given up."),
                new Metric("asyncEventsSucceeded", "count", "Asynchronous events that were done."),
                new Metric("asyncEventsDeadLettered", "count", "Asynchronous events given up and kept elsewhere."),
                new Metric("asyncEventAge", "ms", "Wait of an event before an attempt, mean."),
                new Metric("deadLetterErrors", "count", "Events that their dead-letter queue did not take."),
                new Metric("destinationDeliveryFailures", "count", "Reports that a destination did not take."),
                new Metric(
                        "unreservedConcurrentExecutions",
                        "executions",
                        "Of the account: executions of functions without reserved concurrency, mean and largest number."),
                new Metric(
                        "claimedAccountConcurrency",
                        "executions",
                        "Of the account: concurrency reserved, provisioned or in use, mean and largest number."),
                new Metric("provisionedConcurrencyInvocations", "count", "Invocations in provisioned environments."),
                new Metric(
                        "provisionedConcurrencyUtilization",
                        "share",
                        "Share of the provisioned environments at work, mean and largest."),
                new Metric("attemptsPerCall", "count", "Attempts over calls of the handler: how far retries multiply."),
                new Metric("retriesForgone", "count", "Retries not made because an SDK's retry quota was used up."),
                new Metric("hedges", "count", "Second attempts sent beside slow first ones."),
                new Metric("refusedByBreaker", "count", "Calls an open circuit breaker refused."));
    }
}
