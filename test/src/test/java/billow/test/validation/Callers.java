package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;

import billow.model.archetype.RetryPolicy;
import billow.model.design.Design;
import billow.model.value.Distribution.Exponential;
import billow.model.value.Estimate;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Outcome;
import billow.simulator.random.Key;
import billow.simulator.statistics.Interval;
import java.util.ArrayList;
import java.util.List;

/// Retries, retry quotas and hedges against closed forms and arithmetic.
final class Callers {
    private static final int RUNS = 20;

    private Callers() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        failures(all);
        pauses(all);
        hedges(all);
        storms(all);
        return all;
    }

    private static void failures(List<Comparison> all) {
        for (double q : new double[] {0.2, 0.5}) {
            var design = outside(50, q, "retries", "legacy", "maxAttempts", 4L);
            all.add(comparison(
                    "O16",
                    "Attempts of a request that fails with probability %s, four at most".formatted(q),
                    "(1 − q⁴) / (1 − q)",
                    (1 - Math.pow(q, 4)) / (1 - q),
                    "",
                    new Comparison.Interval(0.05),
                    () -> Lab.estimate(
                            design,
                            100,
                            1_000,
                            r -> Lab.count(r, "clients", "attempts")
                                    / Lab.node(r, "clients").offered())));
        }
    }

    private static void pauses(List<Comparison> all) {
        pause(all, "legacy, nine retries of a table", RetryPolicy.Mode.LEGACY, Outcome.THROTTLED, true, 25.55);
        pause(all, "standard", RetryPolicy.Mode.STANDARD, Outcome.THROTTLED, false, 1.5);
        pause(all, "rules of 2026, errors", RetryPolicy.Mode.STANDARD_2026, Outcome.SERVICE_ERROR, false, 0.075);
        pause(
                all,
                "rules of 2026, errors of a table",
                RetryPolicy.Mode.STANDARD_2026,
                Outcome.SERVICE_ERROR,
                true,
                0.0875);
    }

    private static void pause(
            List<Comparison> all, String what, RetryPolicy.Mode mode, Outcome outcome, boolean table, double seconds) {
        all.add(comparison(
                "O17",
                "Sum of the pauses before retries: " + what,
                "sum of the mean pauses",
                seconds,
                "s",
                mode == RetryPolicy.Mode.LEGACY ? new Comparison.Absolute(1e-6) : new Comparison.Interval(0.05),
                () -> paused(RetryPolicy.usual(mode), outcome, table)));
    }

    private static Estimate paused(RetryPolicy policy, Outcome outcome, boolean table) {
        var means = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            for (int i = 0; i < 2_000; i++)
                for (int made = 1; made < policy.attempts(table); made++)
                    means[run] += Backoff.nanos(policy, outcome, made, table, Key.mix(Key.mix(run, i), made)) / 1e9;
            means[run] /= 2_000;
        }
        return Interval.mean(means, 0.999);
    }

    private static void hedges(List<Comparison> all) {
        for (long after : new long[] {50, 200}) {
            double twice = Math.exp(-after / 100.0);
            var design = Lab.clients(50, "hedgeAfter", after * 1_000_000)
                    .node("outside", "external.service", "latency", new Exponential(100e6))
                    .link("clients", "outside")
                    .done();
            all.add(comparison(
                    "hedge",
                    "Mean latency hedged after %d ms, exponential service of 100 ms".formatted(after),
                    "E[min(X, d + Y)]",
                    100 * (1 - twice) + 50 * twice,
                    "ms",
                    new Comparison.Interval(0.05),
                    () -> Lab.estimate(
                            design, 10, 400, r -> r.requests().all().latency().meanMs())));
            all.add(comparison(
                    "hedge",
                    "Calls for a request hedged after %d ms".formatted(after),
                    "1 + e^(−d/m)",
                    1 + twice,
                    "",
                    new Comparison.Interval(0.05),
                    () -> Lab.estimate(
                            design,
                            10,
                            400,
                            r -> (double) Lab.node(r, "outside").offered()
                                    / Lab.node(r, "clients").offered())));
        }
    }

    /// Everything fails: without quota three attempts a request for ever, with it the 100 retries a bucket pays for.
    private static void storms(List<Comparison> all) {
        var without = outside(20, 1.0, "retries", "legacy", "maxAttempts", 3L);
        all.add(comparison(
                "storm",
                "Attempts of a request when everything fails, no quota",
                "attempts at most",
                3,
                "",
                new Comparison.Relative(0.02),
                () -> Lab.estimate(
                        without,
                        100,
                        1_000,
                        r -> Lab.count(r, "clients", "attempts")
                                / Lab.node(r, "clients").offered())));
        var quota = outside(20, 1.0, "retries", "standard");
        all.add(comparison(
                "storm",
                "Retries of an SDK client when everything fails",
                "500 tokens / 5",
                100,
                "",
                new Comparison.Absolute(0),
                () -> Lab.estimate(quota, 0, 1_000, r -> Lab.count(r, "clients", "retries"))));
        starved(all);
    }

    /// A starved bucket: first tries that succeed, a share 1 − q, bring a token; a retry costs five and brings them
    /// back
    /// when it succeeds. In the long run 5ρ = (1 − q) + 5ρ(1 − q).
    private static void starved(List<Comparison> all) {
        for (double q : new double[] {0.7, 0.9})
            all.add(comparison(
                    "storm",
                    "Retries of a request when attempts fail with probability %s, after the bucket ran dry"
                            .formatted(q),
                    "(1 − q) / 5q",
                    (1 - q) / (5 * q),
                    "",
                    new Comparison.Interval(0.05),
                    () -> Lab.estimate(
                            outside(50, q, "retries", "standard"),
                            200,
                            1_000,
                            r -> Lab.count(r, "clients", "retries")
                                    / Lab.node(r, "clients").offered())));
    }

    private static Design outside(double rate, double errors, Object... clients) {
        return Lab.clients(rate, clients)
                .node("outside", "external.service", "latency", NOTHING, "errorRate", errors)
                .link("clients", "outside")
                .done();
    }

    private static Comparison comparison(
            String id,
            String what,
            String source,
            double expected,
            String unit,
            Comparison.Tolerance tolerance,
            java.util.function.Supplier<Estimate> measured) {
        return new Comparison(id, what, source, expected, unit, tolerance, measured);
    }
}
