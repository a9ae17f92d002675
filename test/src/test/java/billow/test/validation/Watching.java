package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Estimate;
import java.util.ArrayList;
import java.util.List;

/// Sampling of traces, and percentiles of latencies that have two causes.
final class Watching {
    private Watching() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        sampling(20, 1.95, all);
        sampling(0.5, 0.398796, all);
        mixture(all);
        return all;
    }

    private static void sampling(double rate, double expected, List<Comparison> all) {
        var design = Lab.clients(rate)
                .node("f", "aws.lambda.function", "tracing", "Active")
                .link("clients", "f")
                .done();
        all.add(new Comparison(
                "O21",
                "Traces a second that X-Ray's default rule records at %s/s".formatted(Figures.text(rate)),
                "0.95 (1 − e^(−λ)) + 0.05 λ",
                expected,
                "",
                new Comparison.Interval(0.05),
                () -> Lab.estimate(
                        design, 0, 1_000, r -> Lab.node(r, "f").recorder().counter(Counter.TRACES) / 1_000.0)));
    }

    /// One request a second to an environment that is replaced when it is 199.5 s old: every 200th starts cold.
    private static void mixture(List<Comparison> all) {
        var cold = new Distribution.Constant(520e6);
        Design design = Lab.clients(1, "arrivals", "constant")
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        new Distribution.Constant(20e6),
                        "coldDuration",
                        cold,
                        "maxLife",
                        199_500_000_000L,
                        "invokeOverhead",
                        NOTHING)
                .link("clients", "f")
                .done();
        double[] expected = {22.5, 20, 520};
        String[] names = {"mean", "p99", "p99.9"};
        for (int i = 0; i < names.length; i++) {
            int figure = i;
            all.add(new Comparison(
                    "O25",
                    "Latency when every 200th request starts cold, 20 and 520 ms: " + names[i],
                    "F = (1 − p) F(warm) + p F(cold)",
                    expected[i],
                    "ms",
                    new Comparison.Relative(0.001),
                    () -> {
                        var latency = Lab.run(design, 0, 200_000, 1).latency();
                        Estimate[] all3 = {latency.mean(), latency.p99(), latency.p999()};
                        return all3[figure];
                    }));
        }
    }
}
