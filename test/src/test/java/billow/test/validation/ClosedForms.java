package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.model.value.Distribution.LogNormal;
import billow.simulator.flow.Outcome;
import java.util.ArrayList;
import java.util.List;

/// Queueing theory and other laws that hold exactly.
final class ClosedForms {
    private ClosedForms() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        reservedConcurrency(all);
        unlimitedConcurrency(all);
        tokenBuckets(all);
        oneEnvironment(all);
        caches(all);
        retries(all);
        memory(all);
        little(all);
        return all;
    }

    private static Comparison form(
            String id,
            String what,
            String formula,
            double expected,
            Design design,
            double warmup,
            double seconds,
            java.util.function.ToDoubleFunction<billow.simulator.run.Replication> figure) {
        return new Comparison(
                id,
                what,
                formula,
                expected,
                "",
                new Comparison.Interval(0.1),
                () -> Lab.estimate(design, warmup, seconds, figure));
    }

    private static void reservedConcurrency(List<Comparison> all) {
        var service = new Exponential(1e9);
        var spread = LogNormal.ofMeanAndCv(1e9, 2);
        all.add(form(
                "O1",
                "Refused by reserved concurrency 10, offered 8, exponential service",
                "Erlang B(10, 8)",
                0.121661,
                Lab.pool(8, service, service, 600, "reservedConcurrentExecutions", 10L),
                100,
                20_000,
                r -> Lab.outcome(r, "f", Outcome.THROTTLED)));
        all.add(form(
                "O1",
                "Refused by reserved concurrency 5, offered 2, lognormal service with variation 2",
                "Erlang B(5, 2)",
                0.036697,
                Lab.pool(2, spread, spread, 600, "reservedConcurrentExecutions", 5L),
                100,
                50_000,
                r -> Lab.outcome(r, "f", Outcome.THROTTLED)));
        all.add(form(
                "O1",
                "Refused by reserved concurrency 100, offered 90",
                "Erlang B(100, 90)",
                0.026957,
                Lab.pool(90, service, service, 600, "reservedConcurrentExecutions", 100L),
                100,
                20_000,
                r -> Lab.outcome(r, "f", Outcome.THROTTLED)));
        all.add(form(
                "O13",
                "Spilled over from provisioned concurrency 10, offered 8",
                "Erlang B(10, 8)",
                0.121661,
                Lab.clients(8)
                        .node(
                                "f",
                                "aws.lambda.function",
                                "duration",
                                service,
                                "initDuration",
                                NOTHING,
                                "sandboxTime",
                                NOTHING,
                                "firstRunPenalty",
                                NOTHING,
                                "invokeOverhead",
                                NOTHING,
                                "timeout",
                                900 * SECOND,
                                "provisionedConcurrentExecutions",
                                10L)
                        .link("clients", "f")
                        .done(),
                100,
                20_000,
                r -> Lab.count(r, "f", "provisionedConcurrencySpilloverInvocations")
                        / Lab.count(r, "f", "invocations")));
    }

    private static void unlimitedConcurrency(List<Comparison> all) {
        record Law(String name, Distribution distribution) {}
        for (var law : List.of(
                new Law("exponential", new Exponential(1.991e9)),
                new Law("constant", new Constant(1.991e9)),
                new Law("lognormal with variation 1.5", LogNormal.ofMeanAndCv(1.991e9, 1.5))))
            all.add(form(
                    "O3",
                    "Mean concurrency at 0.9/s, " + law.name() + " service of 1.991 s",
                    "M/G/∞: λS",
                    1.7919,
                    Lab.pool(0.9, law.distribution(), law.distribution(), 600),
                    100,
                    40_000,
                    r -> Lab.level(r, "f", "concurrency")));
    }

    private static void tokenBuckets(List<Comparison> all) {
        record Case(double rate, long burst, double seconds, double loss) {}
        for (var c : List.of(
                new Case(95, 20, 4_000, 0.0080686),
                new Case(90, 10, 4_000, 0.0166317),
                new Case(110, 20, 2_000, 0.0929038),
                new Case(150, 50, 500, 1 / 3.0))) {
            var design = Lab.clients(c.rate())
                    .node(
                            "api",
                            "aws.apigateway.rest",
                            "mock",
                            true,
                            "throttlingRateLimit",
                            100.0,
                            "throttlingBurstLimit",
                            c.burst(),
                            "overhead",
                            NOTHING)
                    .link("clients", "api")
                    .done();
            all.add(form(
                    "O6",
                    "429s of an API: %.0f/s offered, 100/s allowed, burst %d".formatted(c.rate(), c.burst()),
                    "loss of M/D/1/%d".formatted(c.burst()),
                    c.loss(),
                    design,
                    100,
                    c.seconds(),
                    r -> Lab.outcome(r, "api", Outcome.THROTTLED)));
        }
    }

    private static void oneEnvironment(List<Comparison> all) {
        var design = Lab.pool(0.5, new Constant(1e9), new Constant(3e9), 2, "reservedConcurrentExecutions", 1L);
        all.add(form(
                "O7",
                "Cold starts of a single environment, keep-alive 2 s, 0.5/s",
                "e^(−λT)",
                0.367879,
                design,
                100,
                50_000,
                r -> Lab.share(r, "f", "coldStartRate")));
        all.add(form(
                "O7",
                "Refused while that environment is busy",
                "λE[S] / (1 + λE[S])",
                0.464634,
                design,
                100,
                50_000,
                r -> Lab.outcome(r, "f", Outcome.THROTTLED)));
        var instant = new Constant(1);
        all.add(form(
                "O7",
                "Cold starts at one request in 15 minutes, keep-alive 10 minutes",
                "e^(−λT)",
                0.513417,
                Lab.pool(1 / 900.0, instant, instant, 600, "reservedConcurrentExecutions", 1L),
                0,
                2_000_000,
                r -> Lab.share(r, "f", "coldStartRate")));
        all.add(form(
                "O10",
                "Cold starts when each use renews the keep-alive, λT = 1",
                "e^(−λT)",
                0.367879,
                Lab.pool(1 / 600.0, instant, instant, 600, "reservedConcurrentExecutions", 1L),
                0,
                1_000_000,
                r -> Lab.share(r, "f", "coldStartRate")));
        all.add(new Comparison(
                "O8",
                "Cold starts of a timer every 15 minutes, keep-alive 10 minutes",
                "all of them",
                1,
                "",
                new Comparison.Absolute(0),
                () -> Lab.estimate(timer(900), 0, 900_000, r -> Lab.share(r, "f", "coldStartRate"))));
        all.add(new Comparison(
                "O8",
                "Cold starts of a timer every 5 minutes, keep-alive 10 minutes, in 1000 runs",
                "the first",
                0.001,
                "",
                new Comparison.Absolute(1e-12),
                () -> Lab.estimate(timer(300), 0, 300_001, r -> Lab.share(r, "f", "coldStartRate"))));
    }

    private static Design timer(double everySeconds) {
        return Lab.clients(1 / everySeconds, "arrivals", "constant")
                .node("f", "aws.lambda.function", "keepAlive", new Constant(600e9), "maxLife", 0L)
                .link("clients", "f")
                .done();
    }

    private static void caches(List<Comparison> all) {
        all.add(form(
                "O9",
                "Hits of a cache for 300 s, one key, 0.1/s",
                "λT / (1 + λT)",
                0.967742,
                cached(0.1, 300, 1),
                1_000,
                400_000,
                r -> Lab.share(r, "api", "cacheHitRatio")));
        all.add(form(
                "O11",
                "Hits of a cache for 300 s, 1000 keys by Zipf's law, 10/s",
                "Σ pᵢ λᵢT / (1 + λᵢT)",
                0.832945,
                cached(10, 300, 1_000),
                1_000,
                20_000,
                r -> Lab.share(r, "api", "cacheHitRatio")));
        all.add(form(
                "O11",
                "Hits of a cache for 10 s, 1000 keys by Zipf's law, 10/s",
                "Σ pᵢ λᵢT / (1 + λᵢT)",
                0.426575,
                cached(10, 10, 1_000),
                100,
                20_000,
                r -> Lab.share(r, "api", "cacheHitRatio")));
    }

    private static Design cached(double rate, long ttlSeconds, long keys) {
        return Lab.clients(rate, "keys", keys, "keySkew", 1.0)
                .node(
                        "api",
                        "aws.apigateway.rest",
                        "cacheClusterSize",
                        "0.5",
                        "cacheTtlInSeconds",
                        ttlSeconds * SECOND,
                        "overhead",
                        NOTHING)
                .node("origin", "external.service", "latency", NOTHING)
                .link("clients", "api")
                .link("api", "origin")
                .done();
    }

    private static void retries(List<Comparison> all) {
        var design = Lab.clients(50, "retries", "standard", "maxAttempts", 4L)
                .node("external", "external.service", "errorRate", 0.2, "latency", NOTHING)
                .link("clients", "external")
                .done();
        all.add(form(
                "O16",
                "Success with four attempts that each fail one time in five",
                "1 − q⁴",
                0.9984,
                design,
                100,
                2_000,
                r -> Lab.outcome(r, "clients", Outcome.OK)));
        all.add(form(
                "O16",
                "Attempts of a request",
                "(1 − q⁴) / (1 − q)",
                1.248,
                design,
                100,
                2_000,
                r -> Lab.count(r, "clients", "attempts")
                        / Lab.node(r, "clients").offered()));
    }

    private static void memory(List<Comparison> all) {
        for (long megabytes : new long[] {128, 512, 1769, 3008}) {
            var design = Lab.clients(1, "arrivals", "constant")
                    .node(
                            "f",
                            "aws.lambda.function",
                            "duration",
                            NOTHING,
                            "cpuWork",
                            new Constant(201.5e6),
                            "memorySize",
                            megabytes,
                            "invokeOverhead",
                            NOTHING)
                    .link("clients", "f")
                    .done();
            all.add(new Comparison(
                    "O26",
                    "Warm duration of 201.5 ms of processor work with %d MB".formatted(megabytes),
                    "W · 1769 / min(m, 1769)",
                    201.5 * 1769 / Math.min(megabytes, 1769),
                    "ms",
                    new Comparison.Relative(0.001),
                    () -> median(Lab.run(design, 10, 60, 1))));
        }
    }

    private static billow.model.value.Estimate median(billow.simulator.run.RunResult result) {
        return billow.model.value.Estimate.exactly(result.latency().p50().value());
    }

    /// Concurrency is rate times time, unless requests a second are limited first.
    private static void little(List<Comparison> all) {
        var work = LogNormal.ofMeanAndCv(0.05e9, 1);
        all.add(form(
                "O19",
                "Mean concurrency at 200/s of 50 ms",
                "Little: λS",
                10,
                Lab.pool(200, work, work, 600),
                10,
                500,
                r -> Lab.level(r, "f", "concurrency")));
        var constant = new Constant(0.05e9);
        all.add(new Comparison(
                "O19",
                "Requests a second taken by a concurrency of 1000, 20 000 of 50 ms offered",
                "10 a second and unit of concurrency, not 1000 / S = 20 000",
                10_000,
                "",
                new Comparison.Relative(0.001),
                () -> {
                    var design = Lab.clients(20_000, "arrivals", "constant")
                            .node(
                                    "f",
                                    "aws.lambda.function",
                                    "duration",
                                    constant,
                                    "coldDuration",
                                    constant,
                                    "invokeOverhead",
                                    NOTHING,
                                    "reservedConcurrentExecutions",
                                    1_000L)
                            .account("concurrentExecutions", 2_000L)
                            .link("clients", "f")
                            .done();
                    var run = Lab.run(design, 10, 20, 1).replications().getFirst();
                    return billow.model.value.Estimate.exactly(Lab.count(run, "f", "invocations") / 20);
                }));
    }
}
