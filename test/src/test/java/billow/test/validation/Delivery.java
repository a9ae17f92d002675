package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.model.value.Estimate;
import billow.simulator.flow.Measure;
import billow.simulator.run.Designs;
import billow.simulator.run.Replication;
import billow.simulator.statistics.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;

/// From the one who sends to the function that does it, and what happens when it cannot.
final class Delivery {
    private Delivery() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        polled("Kinesis stream", kinesis(), "stream", new double[] {267, 627, 965}, all);
        polled("Stream of a DynamoDB table", changes(), "table", new double[] {118, 213, 341}, all);
        queues(all);
        pollWait(all);
        batchWindow(all);
        deadLetters(all);
        events(all);
        canary(all);
        return all;
    }

    private static Designs idle(double rate) {
        return Lab.clients(rate)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        NOTHING,
                        "coldDuration",
                        NOTHING,
                        "invokeOverhead",
                        NOTHING);
    }

    private static Design kinesis() {
        return idle(0.2)
                .node("stream", "aws.kinesis.stream")
                .link("clients", "stream")
                .link("stream", "f")
                .done();
    }

    private static Design changes() {
        return idle(0.2)
                .node("table", "aws.dynamodb.table", "streamViewType", "NEW_IMAGE")
                .link("clients", "table", "operation", "putItem")
                .link("table", "f", LinkKind.STREAM)
                .done();
    }

    private static void polled(String name, Design design, String node, double[] millis, List<Comparison> all) {
        int[] percents = {10, 50, 90};
        for (int i = 0; i < percents.length; i++) {
            int percent = percents[i];
            all.add(new Comparison(
                    "Latency",
                    "%s to function, p%d of a record's time, from poll period and delivery time"
                            .formatted(name, percent),
                    "measured in eu-west-1, 2022",
                    millis[i],
                    "ms",
                    new Comparison.Relative(0.1),
                    () -> Lab.estimate(design, 10, 10_000, r -> toDone(r, node).percentileMs(percent))));
        }
    }

    private static void queues(List<Comparison> all) {
        double[] millis = {13.7, 16.2, 33.8};
        int[] percents = {10, 50, 90};
        var design = idle(0.2)
                .node("queue", "aws.sqs.queue")
                .link("clients", "queue")
                .link("queue", "f", "batchSize", 1L)
                .done();
        for (int i = 0; i < percents.length; i++) {
            int percent = percents[i];
            all.add(new Comparison(
                    "Latency",
                    "Queue to function, p%d of a message's time".formatted(percent),
                    "measured in eu-west-1, 2022",
                    millis[i],
                    "ms",
                    new Comparison.Relative(0.1),
                    () -> Lab.estimate(
                            design, 10, 10_000, r -> toDone(r, "queue").percentileMs(percent))));
        }
    }

    private static LatencyHistogram toDone(Replication run, String node) {
        return ((Measure.Times) Lab.node(run, node).measures().get("timeToDone")).times();
    }

    private static void pollWait(List<Comparison> all) {
        var design = kinesis();
        all.add(new Comparison(
                "O24",
                "Mean time of a record in a stream that is polled once a second, 150 ms of delivery included",
                "U(0, τ): τ/2 + 150 ms",
                650,
                "ms",
                new Comparison.Interval(0.05),
                () -> Lab.estimate(design, 10, 10_000, r -> toDone(r, "stream").meanMs())));
    }

    private static void batchWindow(List<Comparison> all) {
        var design = idle(3).node("queue", "aws.sqs.queue", "deliveryLatency", NOTHING)
                .link("clients", "queue")
                .link("queue", "f", "batchSize", 10_000L, "maximumBatchingWindowInSeconds", 5 * SECOND)
                .done();
        all.add(new Comparison(
                "O23",
                "Messages of a batch with a window of 5 s at 3/s",
                "1 + λW",
                16,
                "",
                new Comparison.Interval(0.05),
                () -> Lab.estimate(
                        design,
                        100,
                        5_000,
                        r -> Lab.count(r, "queue", "numberOfMessagesReceived") / Lab.count(r, "f", "invocations"))));
    }

    private static void deadLetters(List<Comparison> all) {
        var design = idle(50).node(
                        "queue", "aws.sqs.queue", "visibilityTimeout", 10 * SECOND, "deliveryLatency", NOTHING)
                .node("dead", "aws.sqs.queue")
                .node(
                        "g",
                        "aws.lambda.function",
                        "errorRate",
                        0.3,
                        "duration",
                        NOTHING,
                        "coldDuration",
                        NOTHING,
                        "timeout",
                        SECOND)
                .link("clients", "queue")
                .link("queue", "g", "batchSize", 1L)
                .link("queue", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 5L)
                .done();
        all.add(new Comparison(
                "O18",
                "Messages dead-lettered after 5 receives that each fail three times in ten",
                "q⁵",
                0.00243,
                "",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(
                        design,
                        200,
                        5_000,
                        r -> Lab.count(r, "queue", "messagesDeadLettered")
                                / (Lab.count(r, "queue", "messagesDeadLettered")
                                        + Lab.count(r, "queue", "messagesDone")))));
        all.add(new Comparison(
                "O18",
                "Receives of a message",
                "(1 − q⁵) / (1 − q)",
                1.4251,
                "",
                new Comparison.Interval(0.01),
                () -> Lab.estimate(
                        design,
                        200,
                        5_000,
                        r -> Lab.count(r, "queue", "numberOfMessagesReceived")
                                / Lab.count(r, "queue", "numberOfMessagesSent"))));
    }

    /// One event of a function that always fails is dead-lettered after pauses of one and two minutes; one that is
    /// never
    /// let in is tried until it is six hours old.
    private static void events(List<Comparison> all) {
        all.add(new Comparison(
                "O17",
                "Invocations of an event whose function always fails",
                "60 s + 120 s: three",
                3,
                "",
                new Comparison.Absolute(0),
                () -> single(
                        Lab.run(event("errorRate", 1.0), 0, 1_999, 1)
                                .replications()
                                .getFirst(),
                        "invocations")));
        // One long invocation after the other keeps the account's only execution; the event comes after 22 000 s.
        var crowded = Lab.clients(20, "arrivals", "constant")
                .node("events", "traffic.clients", "arrivals", "constant", "rate", 1 / 22_000.0, "network", NOTHING)
                .node(
                        "hog",
                        "aws.lambda.function",
                        "duration",
                        new Constant(899e9),
                        "coldDuration",
                        new Constant(899e9),
                        "timeout",
                        900 * SECOND)
                .node("f", "aws.lambda.function")
                .account("concurrentExecutions", 1L)
                .link("clients", "hog")
                .link("events", "f", LinkKind.INVOKE, "invocationType", "async")
                .done();
        all.add(new Comparison(
                "O17",
                "Throttled attempts of an event that finds no room for six hours, the first included",
                "pauses of 1, 2, 4 … 300 s: 79 retries",
                80,
                "",
                new Comparison.Absolute(0),
                () -> single(Lab.run(crowded, 0, 43_900, 1).replications().getFirst(), "throttles")));
    }

    private static Design event(String parameter, Object value) {
        return Lab.clients(1 / 1_000.0, "arrivals", "constant")
                .node("f", "aws.lambda.function", parameter, value)
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .done();
    }

    private static void canary(List<Comparison> all) {
        var design = Lab.clients(100)
                .node("f", "aws.lambda.function", "alias", "live", "additionalVersionWeight", 0.1)
                .link("clients", "f")
                .done();
        all.add(new Comparison(
                "O22",
                "Share of requests that a version of weight 10 % gets",
                "binomial",
                0.1,
                "",
                new Comparison.Interval(0.02),
                () -> Lab.estimate(
                        design,
                        10,
                        500,
                        r -> Lab.count(r, "f", "additionalVersionInvocations") / Lab.count(r, "f", "invocations"))));
    }

    private static Estimate single(Replication run, String metric) {
        return Estimate.exactly(Lab.count(run, "f", metric));
    }
}
