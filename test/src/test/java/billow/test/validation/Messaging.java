package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.run.Replication;
import billow.simulator.statistics.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;

/// Queues and what reads them: theory and documented ramps.
final class Messaging {
    private Messaging() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        singleServer(all);
        oneGroup(all);
        manyServers(all);
        ramp(all);
        return all;
    }

    /// Clients, a queue and its function, one message an invocation unless said otherwise.
    private static Design queue(double rate, Distribution work, Object[] queue, long batch, Object... clients) {
        return Lab.clients(rate, clients)
                .node("queue", "aws.sqs.queue", queue)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        work,
                        "coldDuration",
                        work,
                        "invokeOverhead",
                        NOTHING,
                        "timeout",
                        900 * SECOND)
                .link("clients", "queue", "sendBatch", batch)
                .link("queue", "f", "batchSize", batch)
                .account("concurrentExecutions", 3_000L)
                .done();
    }

    private static double meanSeconds(Replication run, String metric) {
        var mean = (Measure.Mean) Lab.node(run, "queue").measures().get(metric);
        return mean.sum() / mean.count() / 1000;
    }

    /// Everything of one group is done one after the other: a single server.
    private static void oneGroup(List<Comparison> all) {
        record Law(String name, Distribution work, double mean) {}
        Object[] fifo = {"fifoQueue", true, "deliveryLatency", NOTHING, "visibilityTimeout", 1_000 * SECOND};
        for (var law : List.of(
                new Law("constant", new Constant(0.1e9), 0.2), new Law("exponential", new Exponential(0.1e9), 0.4)))
            all.add(new Comparison(
                    "O5",
                    "Mean wait in a FIFO queue with one group at 8/s, %s work of 0.1 s".formatted(law.name()),
                    "M/G/1: λE[S²]/(2(1 − ρ))",
                    law.mean(),
                    "s",
                    new Comparison.Interval(0.1),
                    () -> Lab.estimate(queue(8, law.work(), fifo, 1), 200, 5_000, r -> meanSeconds(r, "timeInQueue"))));
    }

    /// The same group with exponential work, from sending to the end: M/M/1.
    private static void singleServer(List<Comparison> all) {
        Object[] fifo = {"fifoQueue", true, "deliveryLatency", NOTHING, "visibilityTimeout", 1_000 * SECOND};
        var design = queue(8, new Exponential(0.1e9), fifo, 1);
        all.add(new Comparison(
                "O4",
                "Mean time to done in a FIFO queue with one group, 8/s offered, 10/s possible",
                "M/M/1: 1/(μ − λ)",
                0.5,
                "s",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(design, 200, 5_000, r -> toDone(r).meanMs() / 1000)));
        all.add(new Comparison(
                "O4",
                "99th percentile of it",
                "M/M/1: ln(100)/(μ − λ)",
                2.3026,
                "s",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(design, 200, 10_000, r -> toDone(r).percentileMs(99) / 1000)));
    }

    private static LatencyHistogram toDone(Replication run) {
        return ((Measure.Times) Lab.node(run, "queue").measures().get("timeToDone")).times();
    }

    /// Messages wait for one of ten places: a queue before ten servers.
    private static void manyServers(List<Comparison> all) {
        var design = Lab.clients(8)
                .node("queue", "aws.sqs.queue", "deliveryLatency", NOTHING, "visibilityTimeout", 1_000 * SECOND)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        new Exponential(1e9),
                        "coldDuration",
                        new Exponential(1e9),
                        "invokeOverhead",
                        NOTHING,
                        "timeout",
                        900 * SECOND)
                .link("clients", "queue")
                .link("queue", "f", "batchSize", 1L, "maximumConcurrency", 10L)
                .done();
        all.add(new Comparison(
                "O2",
                "Mean wait in a queue before a function of at most 10 at once, 8 offered, exponential work of 1 s",
                "Erlang C: C(10, 8)/(Nμ − λ)",
                0.20459,
                "s",
                new Comparison.Interval(0.15),
                () -> Lab.estimate(design, 600, 10_000, r -> meanSeconds(r, "timeInQueue"))));
    }

    /// The concurrency of an event source mapping grows by 300 a minute from 5 while messages wait.
    private static void ramp(List<Comparison> all) {
        Object[] standard = {"deliveryLatency", NOTHING, "visibilityTimeout", 1_000 * SECOND};
        all.add(new Comparison(
                "M8",
                "Messages done in 249 s of overload, the whole ramp to 1250 at once",
                "249 · 5 + 25 · 249²: 1.562 million",
                1_562_000,
                "",
                new Comparison.Relative(0.02),
                () -> {
                    var run = Lab.run(queue(800, new Constant(1e9), standard, 10, "arrivals", "constant"), 0, 249, 1);
                    double done = Lab.count(run.replications().getFirst(), "queue", "numberOfMessagesDeleted");
                    return billow.model.value.Estimate.exactly(done);
                }));
        all.add(new Comparison(
                "M8",
                "Share refused while a function grows to 5000 environments that are asked for at once, 1 s each",
                "1000 at once and 100 a second: 40 % over 40 s, by arrivals less half a request each",
                0.3875,
                "",
                new Comparison.Relative(0.02),
                () -> {
                    var design = Lab.clients(5_000, "arrivals", "constant")
                            .node(
                                    "f",
                                    "aws.lambda.function",
                                    "duration",
                                    new Constant(1e9),
                                    "coldDuration",
                                    new Constant(1e9),
                                    "invokeOverhead",
                                    NOTHING,
                                    "reservedConcurrentExecutions",
                                    20_000L)
                            .account("concurrentExecutions", 30_000L)
                            .link("clients", "f")
                            .done();
                    var run = Lab.run(design, 0, 40, 1).replications().getFirst();
                    return billow.model.value.Estimate.exactly(Lab.outcome(run, "f", Outcome.THROTTLED));
                }));
        all.add(new Comparison(
                "M8",
                "Messages done in 100 s of overload, batches of 10, 1 s each",
                "5 + 5 t at once: 50 t + 25 t² begun by 99 s",
                249_975,
                "",
                new Comparison.Relative(0.02),
                () -> {
                    var run = Lab.run(queue(300, new Constant(1e9), standard, 10, "arrivals", "constant"), 0, 100, 1);
                    double done = Lab.count(run.replications().getFirst(), "queue", "numberOfMessagesDeleted");
                    return new billow.model.value.Estimate(done, done, done);
                }));
    }
}
